import type { Operation } from '../../contracts/openapi/operation.ts'
import type { OperationId, SystemName } from '../../contracts/openapi/types.ts'
import type { Call } from './system/call.ts'
import type { Question } from './system/question.ts'
import type { Parent } from './traces/traceparent.ts'

/** A question that is being sent: the system that asks, and the span above it. */
export interface Asking<Op extends OperationId> {
  operation: Op
  question: Question<Op>
  consumer: SystemName
  /** Which attempt at the job that asks this is. */
  attempt: number
  parent: Parent
}

/** Sends a call to a system, simulated or real, and returns the reply, or why there is no usable one. */
export type Dispatch = (operation: Operation, call: Call, asking: Asking<OperationId>) => Promise<unknown>

/** A call that is on the network. `adopted`: this very world received it, and answers it as the exchange of its sender. */
export interface Outgoing {
  consumer: SystemName
  attempt: number
  parent: Parent
  adopted: boolean
}
