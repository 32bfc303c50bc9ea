import { createServer, type IncomingMessage, request as plain, type ServerResponse } from 'node:http'
import { request as secure } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Headers, Provider } from './provider.ts'

/**
 * Does work with a provider, for whom its further headers are added on the way. Pact's verifier would take them on its command line,
 * which everybody on this machine can read, and would send the same ones to the provider and to whoever sets its states.
 */
export async function relayed<Result>(provider: Provider, work: (provider: Provider) => Promise<Result>): Promise<Result> {
  const relays: Relay[] = []
  const via = async (url: string, headers: Headers = {}) => {
    if (!Object.keys(headers).length) return url
    const relay = await startRelay(url, headers)
    relays.push(relay)
    return relay.url
  }
  try {
    const { baseUrl, headers, statesUrl, statesHeaders } = provider
    return await work({ baseUrl: await via(baseUrl, headers), statesUrl: statesUrl && (await via(statesUrl, statesHeaders)) })
  } finally {
    await Promise.all(relays.map((relay) => relay.close()))
  }
}

interface Relay {
  /** The target's URL, with this machine in place of its origin. */
  url: string
  close(): Promise<void>
}

async function startRelay(target: string, headers: Headers): Promise<Relay> {
  const { origin, pathname, search } = new URL(target)
  const server = createServer((request, response) => pass(request, response, { origin, headers }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${pathname.replace(/\/+$/, '')}${search}`,
    close: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  }
}

/** Passes a request on, and its reply back as it came; when there is none, the connection breaks off here too. */
function pass(request: IncomingMessage, response: ServerResponse, { origin, headers }: { origin: string; headers: Headers }) {
  const { host, ...own } = request.headers
  const send = origin.startsWith('https:') ? secure : plain
  const options = { method: request.method, headers: { ...own, ...lowerCase(headers) } }
  const onward = send(new URL(origin + request.url), options, (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.rawHeaders)
    reply.pipe(response)
    reply.on('error', () => response.destroy())
  })
  onward.on('error', () => response.destroy())
  request.pipe(onward)
}

const lowerCase = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
