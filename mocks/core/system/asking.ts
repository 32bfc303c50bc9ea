import type { OperationId, SystemName } from '../../../contracts/openapi/types.ts'
import type { Parent } from '../traces/traceparent.ts'
import type { Question } from './question.ts'

/** A question on its way: by whom it is asked, and under which span. */
export interface Asking<Op extends OperationId> {
  operation: Op
  question: Question<Op>
  consumer: SystemName
  /** Which attempt at the job that asks this is. */
  attempt: number
  parent: Parent
}
