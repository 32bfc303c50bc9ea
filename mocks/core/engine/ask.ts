import type { Operation } from '../../../contracts/openapi/operation.ts'
import { operation as lookUp } from '../../../contracts/openapi/spec.ts'
import type { OperationId } from '../../../contracts/openapi/types.ts'
import type { Asking } from '../dispatch.ts'
import { encode, fill } from '../http/encode.ts'
import { readHeaders } from '../http/headers.ts'
import type { Call } from '../system/call.ts'
import type { Answered } from '../system/question.ts'
import { writeTraceparent } from '../traces/traceparent.ts'
import type { World } from '../world.ts'

/** Asks a system: the simulated one in this process, or a real one over the network when the world has an upstream for it. */
export async function ask<Op extends OperationId>(world: World, asking: Asking<Op>): Promise<Answered<Op>> {
  const operation = lookUp(asking.operation)
  const call = compose(operation, asking, world.upstreams[operation.system] ?? operation.server)
  return (await world.dispatch(operation, call, asking)) as Answered<Op>
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
