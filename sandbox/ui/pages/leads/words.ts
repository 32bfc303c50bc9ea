import type { Schema } from '../../../../contracts/types.ts'
import { nameOf } from '../../../../contracts/words.ts'
import type { Icon } from '../../parts/icons.ts'

export type State = Schema<'ControlTraceState'>
export type System = Schema<'ControlSystem'>
export type Verdict = NonNullable<Schema<'ControlVerdict'>>

interface Said {
  text: string
  sign: Icon
  kind: 'plain' | 'info' | 'good' | 'warn' | 'bad'
}

/** How the states of a trace are said and shown. */
export const states: Record<State, Said> = {
  arrived: { text: 'Arrived', sign: 'status_success', kind: 'good' },
  under_way: { text: 'Under way', sign: 'status_running', kind: 'info' },
  waiting: { text: 'Waiting', sign: 'hourglass', kind: 'warn' },
  stopped: { text: 'Stopped', sign: 'pause', kind: 'warn' },
  refused: { text: 'Refused', sign: 'error', kind: 'bad' },
  dead: { text: 'Dead', sign: 'status_failed', kind: 'bad' },
  answered: { text: 'Answered', sign: 'check', kind: 'plain' },
}

/** What a user did, in words. */
export const kinds: Record<Schema<'ControlKind'>, string> = {
  hand_raise: 'Hand raise',
  trial: 'Trial',
  addon_trial: 'Add-on trial',
  iterable: 'Iterable',
}

/** How the verdicts of a reviewer are said and shown. */
export const verdicts: Record<Verdict, Said> = {
  approved: { text: 'Approved', sign: 'thumb-up', kind: 'good' },
  rejected: { text: 'Rejected', sign: 'thumb-down', kind: 'bad' },
  question: { text: 'Question', sign: 'question-o', kind: 'info' },
}

const named = (system: System) => [system, nameOf(system)] as const

/** The systems that a lead passes, in its order, as their makers write them. */
export const systems = new Map((['gitlab', 'customersdot', 'workato', 'marketo', 'salesforce'] satisfies System[]).map(named))
