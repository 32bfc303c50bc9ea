import { HttpResponse, http, type RequestHandler } from 'msw'
import { type Bases, type Match, matcher } from './bases.ts'
import { answer, failUntraced } from './core/engine/answer.ts'
import { readBody } from './core/http/body/body.ts'
import { mayHaveContent, sendsContent } from './core/http/content.ts'
import { originOf, share } from './core/http/cors.ts'
import { readHeaders } from './core/http/headers.ts'
import type { Call, Sent } from './core/system/call.ts'
import type { World } from './core/world.ts'
import { receive } from './receive.ts'

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
      ({ request }) => {
        const call = headOf(request, matchOf(request) as Match)
        return sharing(request, allowOrigins, () => respond(world, request, call)).catch((error) => fail(world, call, error))
      },
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

async function respond(world: World, request: Request, call: Call): Promise<Response> {
  const system = world.system(call.system)
  const received = await receive(request, system.bodyLimit)
  if (received === 'aborted') return HttpResponse.error()
  const body = received === 'oversized' ? { oversized: true } : await readBody(received, call.headers, system)
  return responseOf(call, await answer(world, { ...call, ...body }))
}

/** Reports a bug in reading the request or sending the reply. The caller gets the system's own 500. */
function fail(world: World, call: Call, error: unknown): Response {
  world.report(error)
  try {
    return responseOf(call, failUntraced(world, call))
  } catch {
    return new HttpResponse(null, { status: 500 })
  }
}

function responseOf({ method }: Call, { status, headers, text }: Sent): Response {
  const content = new TextEncoder().encode(text)
  return new HttpResponse(sendsContent(method, status) ? content : null, {
    status,
    headers: mayHaveContent(status) ? { ...headers, 'content-length': `${content.byteLength}` } : headers,
  })
}

/** A request without its body. */
function headOf({ url, method, headers }: Request, { system, base, path }: Match): Call {
  return { system, method, path, query: new URL(url).search.slice(1), headers: readHeaders(headers), body: '', base }
}
