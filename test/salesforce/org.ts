import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import type { Exchange } from '../../mocks/core/system/record.ts'
import type { World } from '../../mocks/core/world.ts'
import { salesforce } from '../../mocks/salesforce/system.ts'
import type { Lead } from '../../mocks/salesforce/tables.ts'
import type { Open, Sending } from '../ways.ts'

const { clientId, clientSecret } = developmentCredentials.salesforce

/** The form of a client that asks for a token. */
export const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }

export interface Org {
  world: World
  /** Sends a request below `/services/data/v66.0`, or to another path that begins with `/services` or `/id`, with the token. */
  call(method: string, path: string, sending?: Sending): Promise<Reply>
  /** All leads as they are kept. */
  leads(): Lead[]
  /** The latest exchange as the trace has it. */
  lastExchange(): Promise<Exchange>
}

export interface Reply {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape
  body: any
}

/** Makes a new org with a client that has a token. */
export async function signIn(open: Open): Promise<Org> {
  const { send, world } = await open({ systems: [salesforce] })
  const response = await send('salesforce', '/services/oauth2/token', { method: 'POST', form: grant })
  const { access_token } = await response.json()
  return {
    world,
    async call(method, path, { headers, ...sending } = {}) {
      const authorization = `Bearer ${access_token}`
      const full = /^\/(services|id)\b/.test(path) ? path : `/services/data/v66.0${path}`
      return read(await send('salesforce', full, { method, headers: { authorization, ...headers }, ...sending }))
    },
    leads: () => [...world.store.relation('salesforce.leads').rows.values()] as Lead[],
    async lastExchange() {
      const [summary] = world.traces.list({ limit: 1 }).rows
      const spans = await world.traces.spans(summary?.id as string)
      return spans?.at(-1) as Exchange
    },
  }
}

async function read(response: Response): Promise<Reply> {
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json')
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
}

/** Creates a lead and answers with its id. */
export async function createLead({ call }: Org, fields: object = {}): Promise<string> {
  const { status, body } = await call('POST', '/sobjects/Lead', { json: { LastName: 'Doe', Company: 'ACME', ...fields } })
  if (status !== 201) throw new Error(`The lead was refused: ${JSON.stringify(body)}`)
  return body.id
}

/** Puts rows into a table past the API. */
export function store(world: World, table: string, rows: object[], key = 'Id') {
  const relation = world.store.relation(`salesforce.${table}`)
  const wanted = rows.map((row) => {
    const id = (row as Record<string, string>)[key] as string
    return { table: `salesforce.${table}`, key: id, before: relation.rows.get(id), after: row as never }
  })
  world.store.commit(wanted)
}
