import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SystemName } from '../../contracts/openapi/types.ts'
import { answer } from '../../mocks/core/engine/answer.ts'
import { readBody } from '../../mocks/core/http/body/body.ts'
import { mayHaveContent, sendsContent } from '../../mocks/core/http/content.ts'
import type { Call } from '../../mocks/core/system/call.ts'
import type { World } from '../../mocks/core/world.ts'
import type { Listener } from './listener.ts'
import { fail } from './net.ts'
import { type Received, receive } from './receive.ts'

/**
 * A system as a listener for `node:http` and Express alike: ahead of any body parser, since the core reads bodies itself.
 * `prefix` is what the caller's URL carries before the system's own path.
 */
export function face(world: World, system: SystemName, prefix = ''): Listener {
  const { bodyLimit } = world.system(system)
  return (request, response) =>
    receive(request, bodyLimit, (received) =>
      reply(world, () => toCall(world, request, { system, prefix, ...received }), response).catch((error) => fail(world, response, error)),
    )
}

async function reply(world: World, read: () => Promise<Call>, response: ServerResponse) {
  const call = await read()
  const { status, headers, text } = await answer(world, call)
  response.writeHead(status, mayHaveContent(status) ? { ...headers, 'content-length': Buffer.byteLength(text) } : headers)
  response.end(sendsContent(call.method, status) ? text : undefined)
}

interface Arrived extends Received {
  system: SystemName
  prefix: string
}

async function toCall(world: World, request: IncomingMessage, { system, prefix, bytes, oversized }: Arrived): Promise<Call> {
  const url = request.url ?? '/'
  const headers = flat(request.headers)
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  return {
    system,
    method: request.method ?? 'GET',
    path,
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers,
    ...(oversized ? { body: '', oversized } : await readBody(bytes, headers, world.system(system))),
    base: `http://${request.headers.host}${prefix}`,
  }
}

function flat(headers: IncomingMessage['headers']): Record<string, string> {
  const copy: Record<string, string> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) copy[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return copy
}
