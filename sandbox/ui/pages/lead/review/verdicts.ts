import type { Schema } from '../../../../../contracts/types.ts'
import type { Icon } from '../../../parts/icons.ts'

export type Review = Schema<'ControlReview'>
export type Verdict = NonNullable<Review['verdict']>

/** What a reviewer may say of a lead. */
export const verdicts: Record<Verdict, { text: string; kind: 'good' | 'warn' | 'bad'; sign: Icon }> = {
  approved: { text: 'Approved', kind: 'good', sign: 'thumb-up' },
  question: { text: 'Question', kind: 'warn', sign: 'question-o' },
  rejected: { text: 'Rejected', kind: 'bad', sign: 'thumb-down' },
}
