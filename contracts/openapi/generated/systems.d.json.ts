import type { Simulated } from '../simulated.ts'

declare const systems: { name: Simulated; title: string; optional: boolean }[]
export = systems
