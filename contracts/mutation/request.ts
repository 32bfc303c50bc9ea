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
export function exampleOf({ request, raw }: PactInteraction): Request {
  const { method, path, query, headers, body } = request
  const { contentType } = ((raw.request as { body?: unknown }).body ?? {}) as { contentType?: unknown }
  const type =
    headers['content-type'] ?? (body === undefined ? undefined : typeof contentType === 'string' ? contentType : 'application/json')
  return { method, path, query, headers: type === undefined ? headers : { ...headers, 'content-type': type }, body }
}

/** Whether a body is what a browser's form sends. */
export const isForm = ({ headers }: Request): boolean => headers['content-type']?.split(';')[0] === 'application/x-www-form-urlencoded'

/** Whether a body is JSON. */
export const isJson = ({ headers }: Request): boolean => headers['content-type']?.includes('json') ?? false

/** Sends a request. Text goes as bytes, because `fetch` adds a content type of its own to text. */
export function send(base: string, { method, path, query, headers, body }: Request): Promise<Response> {
  const search = new URLSearchParams(Object.entries(query).flatMap(([name, values]) => values.map((value) => [name, value]))).toString()
  const text = body === undefined ? null : typeof body === 'string' && !isJson({ headers } as Request) ? body : JSON.stringify(body)
  return fetch(`${base}${path}${search && `?${search}`}`, {
    ...{ method, headers, redirect: 'manual' },
    body: text === null ? null : new TextEncoder().encode(text),
  })
}
