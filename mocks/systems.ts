import type { AnySystem } from './system.ts'
import { workato } from './workato/system.ts'

/** The simulated systems of the pipeline, in its order. */
export const systems: AnySystem[] = [workato]
