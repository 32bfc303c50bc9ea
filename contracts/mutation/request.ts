import type { PactInteraction } from '../pact/pact.ts'

/** A request of a consumer, as it goes over the wire once `send` has written it. */
export interface Request {
  method: string
  path: string
  query: Record<string, string[]>
  /** Names in lower case. */
  headers: Record<string, string>
  /** Text, or what is JSON; undefined without a body. */
  body?: unknown
}

/** The request of an interaction as the pact shows it, without values of states. */
export function exampleOf(interaction: PactInteraction): Request {
  const { method, path, query, headers, body } = interaction.request
  return { method, path, query, headers: body === undefined ? headers : { 'content-type': mediaType(interaction), ...headers }, body }
}

/** Of a body whose headers do not say it: as specification 4 says beside the body, else what Pact takes it for. */
function mediaType({ request, raw }: PactInteraction): string {
  const { body } = raw.request as { body?: { contentType?: unknown } | string }
  if (body && typeof body === 'object' && typeof body.contentType === 'string') return body.contentType
  return typeof request.body === 'string' ? 'text/plain' : 'application/json'
}

/** Whether a body is what a browser's form sends. */
export const isForm = ({ headers }: Request): boolean => headers['content-type']?.split(';')[0] === 'application/x-www-form-urlencoded'

/** Whether a body is JSON. */
export const isJson = ({ headers }: Request): boolean => headers['content-type']?.includes('json') ?? false

/** How often a request is sent whose connection is closed before an answer: Pact's mock servers do so now and then on a busy machine. */
const attempts = 3

/** Sends a request, again when the connection is closed before there is an answer to it. */
export async function send(base: string, request: Request): Promise<Response> {
  for (let left = attempts - 1; ; left--) {
    try {
      return await sendOnce(base, request)
    } catch (error) {
      const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException
      if (!left || (code !== 'UND_ERR_SOCKET' && code !== 'ECONNRESET')) throw error
    }
  }
}

/**
 * Text goes as bytes, because `fetch` adds a content type of its own to text. The connection is not kept: the other side might close it
 * just when the next request is written.
 */
function sendOnce(base: string, request: Request): Promise<Response> {
  const { method, path, query } = request
  const headers = { ...request.headers, connection: 'close' }
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, values]) => values.map((value) => [name, value]))).toString()
  const text = textOf(request)
  const body = text === undefined ? null : new TextEncoder().encode(text)
  return fetch(`${base}${path}${search && `?${search}`}`, { method, headers, body, redirect: 'manual' })
}

function textOf(request: Request): string | undefined {
  if (request.body === undefined) return undefined
  return typeof request.body === 'string' && !isJson(request) ? request.body : JSON.stringify(request.body)
}
