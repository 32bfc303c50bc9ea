import { fill } from '../../mocks/encode.ts'
import { Mistake } from '../mistake.ts'
import { whyOf } from '../verification/provider.ts'

/** How a broker lets somebody in: with a token, or with name and password. */
export interface Credentials {
  token?: string
  username?: string
  password?: string
}

/** The usual variables of Pact's tools, since a secret on the command line is read by everybody on the machine. */
export const credentialsIn = (env: Record<string, string | undefined>): Credentials => ({
  token: env.PACT_BROKER_TOKEN,
  username: env.PACT_BROKER_USERNAME,
  password: env.PACT_BROKER_PASSWORD,
})

/** What a broker answers: JSON in HAL. Source: Pact Broker documentation, "API". */
export interface Resource {
  _links?: Record<string, { href?: string; name?: string } | undefined>
  [field: string]: unknown
}

/** A Pact Broker. Whatever goes wrong is thrown as a Mistake, in one sentence and without the credentials. */
export class Broker {
  readonly url: string
  readonly #authorization: Record<string, string>

  /** `url` has no slash at its end. */
  constructor(url: string, credentials: Credentials) {
    this.url = url
    this.#authorization = authorization(credentials)
  }

  /** The resource that all links are followed from. */
  index(): Promise<Resource> {
    return this.ask('GET', this.url)
  }

  /** Follows a link of a resource, whose template takes the values. */
  follow(resource: Resource, { rel, values = {}, method = 'GET', body }: Step): Promise<Resource> {
    const { href } = resource._links?.[rel] ?? {}
    if (!href) throw new Mistake(`What answers at ${this.url} is no Pact Broker, or one of an old version: it has no link "${rel}".`)
    return this.ask(method, fill(href, values), body)
  }

  /** Sends a request and reads the answer. Of a link only its path counts, as brokers behind a proxy seldom know their own address. */
  async ask(method: string, href: string, body?: object): Promise<Resource> {
    const { pathname, search } = new URL(href, this.url)
    const what = `${method} ${pathname}`
    const { status, ok, text } = await this.#fetch(method, new URL(pathname + search, this.url), body)
    if (status === 401 || status === 403) throw new Mistake(`The broker at ${this.url} answered ${status} to ${what}: ${this.#locked()}`)
    const answer = parse(text)
    if (!ok) throw new Mistake(`The broker at ${this.url} answered ${status} to ${what}${reasons(answer)}.`)
    if (!answer) throw new Mistake(`What answers at ${this.url} is no Pact Broker: its answer to ${what} is no JSON.`)
    return answer
  }

  async #fetch(method: string, url: URL, body: object | undefined) {
    const headers = { ...this.#authorization, accept: 'application/hal+json', ...(body && { 'content-type': 'application/json' }) }
    const signal = AbortSignal.timeout(timeoutMs)
    try {
      const response = await fetch(url, { method, headers, body: body ? JSON.stringify(body) : null, redirect: 'manual', signal })
      return { status: response.status, ok: response.ok, text: await response.text() }
    } catch (error) {
      throw new Mistake(`No broker answers at ${this.url}: ${whyOf(error)}. Start it, or correct --broker-url.`)
    }
  }

  #locked(): string {
    const given = Object.keys(this.#authorization).length > 0
    return `${given ? 'it does not take the credentials' : 'it wants credentials'} in PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD.`
  }
}

interface Step {
  rel: string
  values?: Record<string, string>
  method?: string
  body?: object
}

const timeoutMs = 30_000

function authorization({ token, username, password = '' }: Credentials): Record<string, string> {
  if (token) return { authorization: `Bearer ${token}` }
  return username ? { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` } : {}
}

/** Nothing at all is an answer too, as to a tag. */
function parse(text: string): Resource | undefined {
  try {
    const value: unknown = text.trim() ? JSON.parse(text) : {}
    return value && typeof value === 'object' ? (value as Resource) : undefined
  } catch {
    return undefined
  }
}

/** What a broker says for itself when it refuses. */
function reasons(answer: Resource | undefined): string {
  const { errors, error, notices } = answer ?? {}
  const told = [errors, error, notices].flatMap(texts).join(' ').trim().replace(/\.$/, '')
  return told && `: ${told}`
}

/** The texts in whatever shape they come: a text, a list, by field, or as a notice's `text`. */
function texts(told: unknown): string[] {
  if (typeof told === 'string') return [told]
  if (!told || typeof told !== 'object') return []
  if ('text' in told && typeof told.text === 'string') return [told.text]
  return Object.values(told).flatMap(texts)
}
