import { createServer, type IncomingMessage, request as plain, type ServerResponse } from 'node:http'
import { request as secure } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Headers, Provider } from './provider.ts'

/**
 * Does work with a provider, for whom its further headers are added on the way. Pact's verifier would take them on its command line,
 * which everybody on this machine can read, and would send the same ones to the provider and to whoever sets its states. Changes of
 * state always go this way, as the verifier repeats a failing one for more than a minute, whatever it is told of retries.
 */
export async function relayed<Result>(provider: Provider, work: (provider: Provider) => Promise<Result>): Promise<Result> {
  const relays: Relay[] = []
  const via = async (url: string, way: Way) => {
    const relay = await startRelay(url, way)
    relays.push(relay)
    return relay.url
  }
  try {
    const { baseUrl, headers = {}, statesUrl, statesHeaders = {} } = provider
    return await work({
      baseUrl: Object.keys(headers).length ? await via(baseUrl, { headers, statusOf: asIs }) : baseUrl,
      statesUrl: statesUrl && (await via(statesUrl, { headers: statesHeaders, statusOf: final })),
    })
  } finally {
    await Promise.all(relays.map((relay) => relay.close()))
  }
}

/** What is changed on the way. */
interface Way {
  headers: Headers
  /** The status that is passed back; of no answer it is told undefined, and the connection breaks off when it says so too. */
  statusOf(status: number | undefined): number | undefined
}

const asIs: Way['statusOf'] = (status) => status

/** These, and no answer, the verifier would try again. */
const final: Way['statusOf'] = (status = 502) => (status >= 500 || status === 408 || status === 429 ? 424 : status)

interface Relay {
  /** The target's URL, with this machine in place of its origin. */
  url: string
  close(): Promise<void>
}

async function startRelay(target: string, way: Way): Promise<Relay> {
  const { origin, pathname, search } = new URL(target)
  const server = createServer((request, response) => pass(request, response, { ...way, origin }))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}${pathname.replace(/\/+$/, '')}${search}`,
    close: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  }
}

/** Passes a request on, and its reply back. */
function pass(request: IncomingMessage, response: ServerResponse, { origin, headers, statusOf }: Way & { origin: string }) {
  const { host, ...own } = request.headers
  const send = origin.startsWith('https:') ? secure : plain
  const options = { method: request.method, headers: { ...own, ...lowerCase(headers) } }
  const onward = send(new URL(origin + request.url), options, (reply) => {
    response.writeHead(statusOf(reply.statusCode) ?? 502, reply.rawHeaders)
    reply.pipe(response)
    reply.on('error', () => response.destroy())
  })
  onward.on('error', () => {
    const status = statusOf(undefined)
    if (status === undefined || response.headersSent) response.destroy()
    else response.writeHead(status).end()
  })
  request.pipe(onward)
}

const lowerCase = (headers: Headers): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
