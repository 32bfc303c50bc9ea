import type { IncomingMessage, ServerResponse } from 'node:http'
import type { SystemName } from '../contracts/types.ts'
import { answer } from '../mocks/answer.ts'
import type { Call } from '../mocks/call.ts'
import { mayHaveContent, sendsContent } from '../mocks/content.ts'
import type { World } from '../mocks/world.ts'
import { fail } from './net.ts'

/** What `node:http` and Express call with each request. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => void

/**
 * A system as a listener for `node:http` and Express alike: ahead of any body parser, since the core reads bodies itself.
 * `prefix` is what the caller's URL carries before the system's own path.
 */
export function face(world: World, system: SystemName, prefix = ''): Listener {
  const { bodyLimit } = world.system(system)
  return (request, response) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= bodyLimit) chunks.push(chunk)
    })
    request.on('end', () => {
      const oversized = size > bodyLimit
      const read = () => (oversized ? '' : Buffer.concat(chunks).toString('utf8'))
      reply(world, () => toCall(request, { system, prefix, body: read(), oversized }), response).catch((error) =>
        fail(world, response, error),
      )
    })
  }
}

async function reply(world: World, read: () => Call, response: ServerResponse) {
  const call = read()
  const { status, headers, text } = await answer(world, call)
  response.writeHead(status, mayHaveContent(status) ? { ...headers, 'content-length': Buffer.byteLength(text) } : headers)
  response.end(sendsContent(call.method, status) ? text : undefined)
}

type Received = Pick<Call, 'system' | 'body' | 'oversized'> & { prefix: string }

function toCall(request: IncomingMessage, { system, prefix, body, oversized }: Received): Call {
  const url = request.url ?? '/'
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  return {
    system,
    method: request.method ?? 'GET',
    path,
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: flat(request.headers),
    body,
    base: `http://${request.headers.host}${prefix}`,
    oversized,
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
