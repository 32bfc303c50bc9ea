import { HttpResponse, http, type RequestHandler } from 'msw'
import type { SystemName } from '../contracts/types.ts'
import { answer } from './answer.ts'
import type { Call } from './call.ts'
import { mayHaveContent, sendsContent } from './content.ts'
import { readHeaders } from './headers.ts'
import type { World } from './world.ts'

/** MSW handlers that answer for each system of a world under its real host name, or under another base URL. */
export function mswHandlers(world: World, bases: Partial<Record<SystemName, string>> = {}): RequestHandler[] {
  return world.systems.map(({ name, bodyLimit }) => {
    const base = bases[name] ?? world.baseOf(name)
    return http.all(`${base}/*`, ({ request }) =>
      respond(world, () => toCall(request, name, base, bodyLimit)).catch((error) => {
        world.report(error)
        return new HttpResponse(null, { status: 500 })
      }),
    )
  })
}

async function respond(world: World, read: () => Promise<Call>): Promise<Response> {
  const call = await read()
  const { status, headers, text } = await answer(world, call)
  const content = new TextEncoder().encode(text)
  return new HttpResponse(sendsContent(call.method, status) ? content : null, {
    status,
    headers: mayHaveContent(status) ? { ...headers, 'content-length': `${content.byteLength}` } : headers,
  })
}

async function toCall(request: Request, system: SystemName, base: string, bodyLimit: number): Promise<Call> {
  const { pathname, search } = new URL(request.url)
  const body = await request.clone().text()
  const oversized = new TextEncoder().encode(body).byteLength > bodyLimit
  return {
    system,
    method: request.method,
    path: pathname.slice(new URL(base).pathname.replace(/\/$/, '').length) || '/',
    query: search.slice(1),
    headers: readHeaders(request.headers),
    body: oversized ? '' : body,
    base,
    oversized,
  }
}
