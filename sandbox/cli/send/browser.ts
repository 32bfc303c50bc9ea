import type { OperationsOf, Schema } from '../../../contracts/openapi/types.ts'
import { Ids } from '../../../mocks/core/system/ids.ts'
import type { Question } from '../../../mocks/core/system/question.ts'
import { writeTraceparent } from '../../../mocks/core/traces/traceparent.ts'
import type { Client } from '../client.ts'
import { Failure } from '../failure.ts'
import type { Person } from './form.ts'

/** GitLab tells browsers by this beginning, and so does the sandbox. */
const agent = 'Mozilla/5.0 (pql-sandbox)'

type User = Schema<'ControlUser'>

/** What GitLab answered to a form. */
export interface Submitted {
  traceId: string
  status: number
  /** Where GitLab sends the browser next; empty when nowhere. */
  location: string
  /** The page as text. */
  page: string
}

/** A browser in which a GitLab user has signed in. What it submits is one trace. */
export class Browser {
  readonly user: User
  readonly #client: Client
  readonly #cookie: string
  #traceId = ''

  constructor(client: Client, user: User, cookie: string) {
    this.#client = client
    this.user = user
    this.#cookie = cookie
  }

  /** What GitLab knows of the user, and puts into a form before it is shown. */
  async person(): Promise<Person> {
    const path = { system: 'gitlab', table: 'users' }
    const { rows } = await this.#client.ask('control.listRows', { path, query: { id: this.user.id } as object })
    return rows[0] as unknown as Person
  }

  /** The user's first group, where no namespace is named. */
  group(): number {
    const group = this.user.namespaces.find(({ kind }) => kind === 'group')
    if (!group) throw new Failure(`${this.user.username} is in no group: name a namespace with --namespace.`)
    return group.id
  }

  /** Submits a form; the second page of one goes into the trace of the first. */
  async submit<Op extends OperationsOf<'gitlab'>>(operation: Op, question: Pick<Question<Op>, 'query' | 'body'>): Promise<Submitted> {
    const parent = this.#traceId ? { traceparent: writeTraceparent({ traceId: this.#traceId, spanId: new Ids().span() }) } : {}
    const headers = { cookie: this.#cookie, 'user-agent': agent, accept: 'text/html, */*', ...parent }
    const response = await this.#client.send(operation, { ...question, headers } as Question<Op>)
    this.#traceId = response.headers.get('x-sandbox-trace') ?? ''
    if (!this.#traceId) throw new Failure(`What answers at ${this.#client.url} is no pql-sandbox: its GitLab names no trace.`)
    const { status, headers: answered } = response
    return { traceId: this.#traceId, status, location: answered.get('location') ?? '', page: words(await response.text()) }
  }
}

/**
 * Signs a user in. By the cookie and not by X-Sandbox-User, which a sandbox that others reach does not believe.
 */
export async function signIn(client: Client, username: string): Promise<Browser> {
  const response = await client.accepted(await client.send('control.signIn', { body: { username } }))
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return new Browser(client, (await response.json()) as User, cookie)
}

/** What a page says, without its markup. */
const words = (html: string): string =>
  html
    .replace(/\.?<\/(?:h1|p|li)>/g, '. ')
    .replace(/<head>.*?<\/head>|<[^>]*>/gs, ' ')
    .replace(/&#(\d{1,5});/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/\s+/g, ' ')
    .trim()
