import { operation as lookUp } from '../../contracts/openapi/spec.ts'
import type { Answer, OperationId, OperationsOf } from '../../contracts/openapi/types.ts'
import { encode, fill } from '../../mocks/core/http/encode.ts'
import type { Question } from '../../mocks/core/system/question.ts'
import { Failure, reach } from './failure.ts'

/** Where a sandbox answers, and what it asks of its clients. */
export interface Connection {
  /** Base URL of the sandbox's main port, without a slash at its end. */
  url: string
  /** Access token; a sandbox that only its own machine reaches asks for none. */
  token?: string
}

type Control = OperationsOf<'control'>

/** Asks a running sandbox, by the operations of openapi.yaml. */
export class Client {
  readonly url: string
  readonly #token: string | undefined

  constructor({ url, token }: Connection) {
    this.url = url
    this.#token = token
  }

  /** Asks the sandbox's own interface and reads the answer; throws a Failure when there is none or a refusal. */
  async ask<Op extends Control>(operation: Op, question: Question<Op>): Promise<Answer<Op, 200> | Answer<Op, 201>> {
    const response = await this.accepted(await this.send(operation, question))
    const body = await read<Answer<Op, 200> | Answer<Op, 201>>(response, this.url)
    if (body === undefined) throw this.#stranger(response)
    return body
  }

  /** Sends a request and hands back whatever was answered, redirects included; throws Unreachable when nobody answers. */
  async send<Op extends OperationId>(operation: Op, question: Question<Op>): Promise<Response> {
    const { system, method, bodies, path } = lookUp(operation)
    const { body, headers: given, ...parameters } = question as Untyped
    const headers = new Headers(given)
    if (system === 'control' && this.#token) headers.set('authorization', `Bearer ${this.#token}`)
    const mediaType = Object.keys(bodies)[0] as string
    if (body) headers.set('content-type', mediaType)
    const url = `${this.url}${system === 'control' ? '' : `/${system}`}${target(path, parameters)}`
    return reach(this.url, () => fetch(url, { method, redirect: 'manual', headers, body: body ? written(mediaType, body) : null }))
  }

  /** The same response; throws what the sandbox said when it is a refusal. */
  async accepted(response: Response): Promise<Response> {
    if (response.ok) return response
    if (response.status === 401)
      throw new Failure(`The sandbox at ${this.url} wants the access token it printed at start: give it with --token or PQL_SANDBOX_TOKEN.`)
    const body = await read<{ error?: unknown }>(response, this.url)
    throw typeof body?.error === 'string' ? new Failure(body.error) : this.#stranger(response)
  }

  #stranger({ status, url }: Response): Failure {
    return new Failure(`What answers at ${this.url} is no pql-sandbox, or one of another version: ${status} to ${new URL(url).pathname}.`)
  }
}

/** A question once its operation no longer matters. */
interface Untyped {
  path?: Record<string, unknown>
  query?: Record<string, unknown>
  headers?: Record<string, string>
  body?: object
}

function target(template: string, { path = {}, query = {} }: Untyped): string {
  const search = encode(query)
  return search ? `${fill(template, path)}?${search}` : fill(template, path)
}

const written = (mediaType: string, body: object) => (mediaType.includes('json') ? JSON.stringify(body) : encode(body))

/** The JSON of a response; undefined when it is none. */
async function read<Body>(response: Response, url: string): Promise<Body | undefined> {
  const text = await reach(url, () => response.text())
  try {
    return JSON.parse(text) as Body
  } catch {
    return undefined
  }
}
