import { type IncomingMessage, request, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { getResponse } from 'msw'
import { answer } from '../../mocks/core/engine/answer.ts'
import type { Call, Sent } from '../../mocks/core/system/call.ts'
import type { World } from '../../mocks/core/world.ts'
import { mswHandlers } from '../../mocks/msw.ts'
import { board } from '../../sandbox/board/board.ts'
import { mainPort } from '../../sandbox/server/application.ts'
import { guarded } from '../../sandbox/server/guard/security.ts'
import { listen } from '../../sandbox/server/listen.ts'
import { caught } from '../../sandbox/server/net.ts'

/** The result of a call: how it arrived, and the reply. */
export interface Arrived {
  call: Call
  sent: Sent
}

/** Opens a way to a world. It sends a call, or answers with undefined where the client would not send such a call. */
export type Way = (world: World) => Promise<{ send(call: Call): Promise<Arrived | undefined>; close(): void }>

export const inProcess: Way = async (world) => ({
  send: async (call) => ({ call, sent: await answer(world, call) }),
  close() {},
})

export const overMsw: Way = async (world) => {
  const handlers = mswHandlers(world)
  return {
    async send(call) {
      const asked = asRequest(call)
      const response = asked && (await getResponse(handlers, asked))
      if (!asked || !response) return undefined
      const { pathname, search } = new URL(asked.url)
      const path = pathname.slice(new URL(call.base).pathname.replace(/\/$/, '').length)
      const sent = { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() }
      return { call: { ...call, method: asked.method, path, query: search.slice(1) }, sent }
    },
    close() {},
  }
}

function asRequest(call: Call): Request | undefined {
  try {
    const body = call.method === 'GET' || call.method === 'HEAD' ? null : bytesOf(call)
    return new Request(`${call.base}${call.path}${call.query && `?${call.query}`}`, { method: call.method, headers: headersOf(call), body })
  } catch {
    return undefined
  }
}

export const overHttp: Way = async (world) => {
  const listener = guarded({ allowHosts: new Set(), allowOrigins: new Set() }, mainPort(world, { dashboard: board(world) }))
  const servers: Server[] = []
  const url = await listen(servers, caught(world, listener), { host: '127.0.0.1', port: 0, what: 'the fuzzing' })
  return {
    async send(call) {
      const response = await asked(call, url)
      if (!response) return undefined
      const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]))
      return { call, sent: { status: response.statusCode ?? 0, headers, text: await text(response) } }
    },
    close() {
      for (const server of servers) server.close().closeAllConnections()
    },
  }
}

/** Errors by which Node refuses to send a header. */
const unsendable = new Set(['ERR_INVALID_CHAR', 'ERR_INVALID_HTTP_TOKEN'])

async function asked(call: Call, url: string): Promise<IncomingMessage | undefined> {
  const prefix = call.system === 'control' ? '' : `/${call.system}`
  const path = `${prefix}${call.path}${call.query && `?${call.query}`}`
  // The guard of a port refuses other characters, and a fragment, with its own message.
  if (!/^[!-~]+$/.test(path) || path.includes('#')) return undefined
  try {
    const bytes = bytesOf(call)
    const asking = request({
      port: new URL(url).port,
      path,
      method: call.method,
      headers: { ...headersOf(call), 'content-length': bytes.length },
    })
    return await new Promise<IncomingMessage>((resolve, reject) => asking.on('response', resolve).on('error', reject).end(bytes))
  } catch (error) {
    if (unsendable.has((error as { code: string }).code)) return undefined
    throw error
  }
}

/** The bytes for which a face finds the trouble that a call has. */
function bytesOf({ body, flaw, oversized }: Call): Uint8Array<ArrayBuffer> {
  if (oversized) return new Uint8Array(5 * 2 ** 20 + 1).fill(97)
  return flaw?.kind === 'replaced' ? Uint8Array.from([...new TextEncoder().encode(body), 0xff]) : new TextEncoder().encode(body)
}

function headersOf({ headers, flaw }: Call): Record<string, string> {
  if (flaw?.kind === 'corrupt') return { ...headers, 'content-encoding': 'gzip' }
  return flaw?.kind === 'encoding' ? { ...headers, 'content-encoding': 'compress' } : headers
}
