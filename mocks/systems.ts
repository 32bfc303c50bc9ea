import { customersdot } from './customersdot/system.ts'
import { gitlab } from './gitlab/system.ts'
import { marketo } from './marketo/system.ts'
import { salesforce } from './salesforce/system.ts'
import type { AnySystem } from './system.ts'
import { workato } from './workato/system.ts'

/** The simulated systems of the pipeline, in its order. */
export const systems: AnySystem[] = [gitlab, customersdot, workato, marketo, salesforce]
