import type { Simulated } from '../systems/simulated.ts'

declare const systems: { name: Simulated; title: string; optional: boolean }[]
export = systems
