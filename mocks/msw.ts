import { HttpResponse, http, type RequestHandler } from 'msw'
import { answer } from './answer.ts'
import { type Bases, type Match, matcher } from './bases.ts'
import { readBody } from './body.ts'
import type { Call } from './call.ts'
import { mayHaveContent, sendsContent } from './content.ts'
import { readHeaders } from './headers.ts'
import type { World } from './world.ts'

/** An MSW handler that answers for the systems of a world, under their real host names and under the given base URLs. */
export function mswHandlers(world: World, bases?: Bases): RequestHandler[] {
  const match = matcher(world, bases)
  const matchOf = (request: Request) => match(new URL(request.url))
  return [
    http.all(
      ({ request }) => matchOf(request) !== undefined,
      ({ request }) =>
        respond(world, () => toCall(world, request, matchOf(request) as Match)).catch((error) => {
          world.report(error)
          return new HttpResponse(null, { status: 500 })
        }),
    ),
  ]
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

async function toCall(world: World, request: Request, { system, base, path }: Match): Promise<Call> {
  const headers = readHeaders(request.headers)
  const bytes = new Uint8Array(await request.clone().arrayBuffer())
  return {
    system,
    method: request.method,
    path,
    query: new URL(request.url).search.slice(1),
    headers,
    ...(await readBody(bytes, headers, world.system(system))),
    base,
  }
}
