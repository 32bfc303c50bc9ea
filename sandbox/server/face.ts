import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SystemName } from '../../contracts/openapi/types.ts'
import { answer, failUntraced } from '../../mocks/core/engine/answer.ts'
import { readBody } from '../../mocks/core/http/body/body.ts'
import { mayHaveContent, sendsContent } from '../../mocks/core/http/content.ts'
import type { Call, Sent } from '../../mocks/core/system/call.ts'
import type { World } from '../../mocks/core/world.ts'
import type { Listener } from './listener.ts'
import { fail as failBare } from './net.ts'
import { type Received, receive } from './receive.ts'

/**
 * A system as a listener for `node:http` and Express alike: ahead of any body parser, since the core reads bodies itself.
 * `prefix` is what the caller's URL carries before the system's own path.
 */
export function face(world: World, system: SystemName, prefix = ''): Listener {
  const { bodyLimit } = world.system(system)
  return (request, response) =>
    receive(request, bodyLimit, (received) => {
      const call = headOf(request, system, prefix)
      reply(world, call, received, response).catch((error) => fail(world, call, response, error))
    })
}

async function reply(world: World, call: Call, { bytes, oversized }: Received, response: ServerResponse) {
  const body = oversized ? { oversized } : await readBody(bytes, call.headers, world.system(call.system))
  send(response, call, await answer(world, { ...call, ...body }))
}

function send(response: ServerResponse, { method }: Call, { status, headers, text }: Sent) {
  response.writeHead(status, mayHaveContent(status) ? { ...headers, 'content-length': Buffer.byteLength(text) } : headers)
  response.end(sendsContent(method, status) ? text : undefined)
}

/** Reports a bug in reading the request or sending the reply. The caller gets the system's own 500. */
function fail(world: World, call: Call, response: ServerResponse, error: unknown) {
  if (response.headersSent) return failBare(world, response, error)
  try {
    send(response, call, failUntraced(world, call))
    world.report(error)
  } catch {
    failBare(world, response, error)
  }
}

/** A request without its body. */
function headOf(request: IncomingMessage, system: SystemName, prefix: string): Call {
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  return {
    system,
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: flat(request.headers),
    body: '',
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
