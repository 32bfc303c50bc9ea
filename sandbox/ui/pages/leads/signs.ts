import type { Icon } from '../../parts/icons.ts'
import type { State, Verdict } from './words.ts'

interface Sign {
  sign: Icon
  kind: 'plain' | 'info' | 'good' | 'warn' | 'bad'
}

/** How the states of a trace look. */
export const stateSigns: Record<State, Sign> = {
  arrived: { sign: 'status_success', kind: 'good' },
  overwritten: { sign: 'status_warning', kind: 'warn' },
  under_way: { sign: 'status_running', kind: 'info' },
  waiting: { sign: 'hourglass', kind: 'warn' },
  stopped: { sign: 'pause', kind: 'warn' },
  refused: { sign: 'error', kind: 'bad' },
  dead: { sign: 'status_failed', kind: 'bad' },
  answered: { sign: 'check', kind: 'plain' },
}

/** How the verdicts of a reviewer look. */
export const verdictSigns: Record<Verdict, Sign> = {
  approved: { sign: 'thumb-up', kind: 'good' },
  rejected: { sign: 'thumb-down', kind: 'bad' },
  question: { sign: 'question-o', kind: 'info' },
}
