import type { Operation } from '../../../contracts/openapi/operation.ts'
import { operation as lookUp } from '../../../contracts/openapi/spec.ts'
import type { Body, Input, OperationId, Reply, SystemName } from '../../../contracts/openapi/types.ts'
import { encode, fill } from '../http/encode.ts'
import { readHeaders } from '../http/headers.ts'
import type { Call, Sent } from '../system/call.ts'
import { type Parent, writeTraceparent } from '../traces/traceparent.ts'
import type { World } from '../world.ts'
import { answer } from './answer.ts'
import { overNetwork } from './network.ts'

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

/** A question on its way: by whom it is asked, and under which span. */
export interface Asking<Op extends OperationId> {
  operation: Op
  question: Question<Op>
  consumer: SystemName
  /** Which attempt at the job that asks this is. */
  attempt: number
  parent: Parent
}

/** Asks a system: the simulated one in this process, or a real one over the network when the world has an upstream for it. */
export async function ask<Op extends OperationId>(world: World, asking: Asking<Op>): Promise<Answered<Op>> {
  const operation = lookUp(asking.operation)
  const upstream = world.upstreams[operation.system]
  const call = compose(operation, asking, upstream ?? operation.server)
  if (upstream) return (await overNetwork(world, operation, call, asking)) as Answered<Op>
  return parsed(await answer(world, call, { consumer: asking.consumer, attempt: asking.attempt })) as Answered<Op>
}

/** A reply off the wire, its JSON parsed. */
export function parsed(
  { status, headers, text }: Sent,
  readJson: (text: string) => unknown = JSON.parse,
): { status: number; headers: Record<string, string>; body: unknown } {
  const json = (headers['content-type'] ?? '').includes('json')
  return { status, headers, body: text === '' ? undefined : json ? readJson(text) : text }
}

function compose(operation: Operation, { question, parent }: Asking<OperationId>, base: string): Call {
  const { path = {}, query = {}, headers = {}, body } = question as { path?: object; query?: object; headers?: object; body?: unknown }
  const mediaType = question.mediaType ?? Object.keys(operation.bodies)[0]
  return {
    system: operation.system,
    method: operation.method,
    path: fill(operation.path, path),
    query: encode(query),
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': mediaType as string }),
      ...readHeaders(Object.entries(headers as Record<string, string>)),
      traceparent: writeTraceparent(parent),
    },
    body: body === undefined ? '' : mediaType === 'application/x-www-form-urlencoded' ? encode(body as object) : JSON.stringify(body),
    base,
  }
}
