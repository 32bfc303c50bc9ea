import { nameOf, systemNames } from '../../../../contracts/openapi/systems/simulated.ts'
import type { Schema } from '../../../../contracts/openapi/types.ts'

export { states } from '../../../cli/print/words.ts'

export type State = Schema<'ControlTraceState'>
export type System = Schema<'ControlSystem'>
export type Verdict = NonNullable<Schema<'ControlVerdict'>>

/** What a user did, in words. */
export const kinds: Record<Schema<'ControlKind'>, string> = {
  hand_raise: 'Hand raise',
  trial: 'Trial',
  addon_trial: 'Add-on trial',
  iterable: 'Iterable',
}

/** The verdicts of a reviewer, in words. */
export const verdicts: Record<Verdict, string> = { approved: 'Approved', rejected: 'Rejected', question: 'Question' }

/** The titles of the systems that a lead may pass, in its order. */
export const systems: ReadonlyMap<System, string> = new Map(systemNames.map((system) => [system, nameOf(system)]))
