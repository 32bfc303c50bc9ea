import type { AnySystem } from './core/system/system.ts'
import { customersdot } from './customersdot/system.ts'
import { gitlab } from './gitlab/system.ts'
import { marketo } from './marketo/system.ts'
import { platypus } from './platypus/system.ts'
import { salesforce } from './salesforce/system.ts'
import { workato } from './workato/system.ts'

/** The simulated systems. Each has the port behind the one before, so Platypus, which came to the sandbox last, is the last. */
export const systems: AnySystem[] = [gitlab, customersdot, workato, marketo, salesforce, platypus]
