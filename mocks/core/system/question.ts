import type { Body, Input, OperationId, Reply } from '../../../contracts/openapi/types.ts'

type Optional<Key extends string, Value> = [Value] extends [Record<string, never> | undefined]
  ? { [key in Key]?: Value }
  : { [key in Key]: Value }

/** What an operation is asked: the parameters and the body that openapi.yaml describes. */
export type Question<Op extends OperationId> = Optional<'path', Input<Op>['path']> & {
  query?: Input<Op>['query']
  headers?: Record<string, string>
  mediaType?: string
} & Optional<'body', Body<Op>>

/**
 * No usable answer, and why. `status` is 0 when none came: the network failed or the time was up. Otherwise a real system answered with a
 * status or a body that openapi.yaml does not describe, and `body` may be anything.
 */
export interface Unusable {
  status: number
  body?: unknown
  headers?: Record<string, string>
  error: string
}

/**
 * A documented answer, or an unusable one. A client that reads the body rules out `error` first; one that only reads the status need not.
 * Fields that the document says the client does not rely on may be missing.
 */
export type Answered<Op extends OperationId> = Reply<Op> | Unusable
