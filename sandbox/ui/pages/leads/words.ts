import type { Schema } from '../../../../contracts/openapi/types.ts'
import { nameOf } from '../../../../contracts/openapi/words.ts'

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

const named = (system: System) => [system, nameOf(system)] as const

/** The systems that a lead may pass, in its order, as their makers write them. */
export const systems = new Map((['gitlab', 'customersdot', 'platypus', 'workato', 'marketo', 'salesforce'] satisfies System[]).map(named))
