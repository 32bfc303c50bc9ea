import { HttpResponse, http, type RequestHandler } from 'msw'
import { type Bases, type Match, matcher } from './bases.ts'
import { answer } from './core/engine/answer.ts'
import { readBody } from './core/http/body/body.ts'
import { mayHaveContent, sendsContent } from './core/http/content.ts'
import { originOf, share } from './core/http/cors.ts'
import { readHeaders } from './core/http/headers.ts'
import type { Call } from './core/system/call.ts'
import type { World } from './core/world.ts'
import { type Received, receive } from './receive.ts'

/** What a caller of `createMocks` says about the handlers. */
interface HandlerOptions {
  bases?: Bases | undefined
  /** Normalised. */
  allowOrigins?: string[] | undefined
}

/** An MSW handler that answers for the systems of a world, under their real host names and under the given base URLs. */
export function mswHandlers(world: World, { bases, allowOrigins = [] }: HandlerOptions = {}): RequestHandler[] {
  const match = matcher(world, bases)
  const matchOf = (request: Request) => match(new URL(request.url))
  return [
    http.all(
      ({ request }) => matchOf(request) !== undefined,
      ({ request }) =>
        sharing(request, allowOrigins, () => respond(world, request, matchOf(request) as Match)).catch((error) => {
          world.report(error)
          return new HttpResponse(null, { status: 500 })
        }),
    ),
  ]
}

/** Adds what lets a page of an allowed origin read the reply. Its preflight is answered here: no system expects it. */
async function sharing(request: Request, allowOrigins: string[], respond: () => Promise<Response>): Promise<Response> {
  const origin = request.headers.get('origin')
  if (origin === null || !allowOrigins.includes(originOf(origin) ?? '')) return respond()
  const { headers, isPreflight } = share(origin, request.method, (name) => request.headers.get(name) ?? undefined)
  const response = isPreflight ? new HttpResponse(null, { status: 204 }) : await respond()
  for (const [name, value] of Object.entries(headers)) response.headers.set(name, value)
  return response
}

async function respond(world: World, request: Request, match: Match): Promise<Response> {
  const received = await receive(request, world.system(match.system).bodyLimit)
  if (received === 'aborted') return HttpResponse.error()
  const { status, headers, text } = await answer(world, await toCall(world, request, match, received))
  const content = new TextEncoder().encode(text)
  return new HttpResponse(sendsContent(request.method, status) ? content : null, {
    status,
    headers: mayHaveContent(status) ? { ...headers, 'content-length': `${content.byteLength}` } : headers,
  })
}

async function toCall(
  world: World,
  request: Request,
  { system, base, path }: Match,
  received: Exclude<Received, 'aborted'>,
): Promise<Call> {
  const headers = readHeaders(request.headers)
  const read = received === 'oversized' ? { body: '', oversized: true } : await readBody(received, headers, world.system(system))
  return { system, method: request.method, path, query: new URL(request.url).search.slice(1), headers, ...read, base }
}
