import type { Schema } from '../../contracts/openapi/types.ts'
import type { WorldOptions } from '../../mocks/core/options.ts'
import type { World } from '../../mocks/core/world.ts'
import { marketo } from '../../mocks/marketo/system.ts'
import { salesforce } from '../../mocks/salesforce/system.ts'
import type { Open } from '../ways.ts'

export const credentials = { grant_type: 'client_credentials', client_id: 'marketo_client_id', client_secret: 'marketo_client_secret' }
export const tokenPath = `/identity/oauth/token?${new URLSearchParams(credentials)}`

type Lead = Schema<'MarketoLead'>

/** Any of Marketo's answers, as a test looks at it. */
// biome-ignore lint/suspicious/noExplicitAny: a test asserts what is in it
type Envelope = any

/** A new world with Marketo and Salesforce in it, and a client of Marketo that holds a token. */
export async function connect(open: Open, options: Partial<WorldOptions> = {}) {
  const { world, send } = await open({ systems: [marketo, salesforce], ...options })
  const headers = { authorization: '' }
  const renew = async () => {
    const { access_token } = (await (await send('marketo', tokenPath)).json()) as Schema<'MarketoToken'>
    headers.authorization = `Bearer ${access_token}`
    return access_token
  }
  const token = await renew()
  const read = async (path: string): Promise<Envelope> => (await send('marketo', path, { headers })).json()
  const write = async (json: unknown): Promise<Envelope> =>
    (await send('marketo', '/rest/v1/leads.json', { method: 'POST', headers, json })).json()
  const ask = async (method: string, path: string, json?: unknown): Promise<Envelope> =>
    (await send('marketo', path, { method, headers, ...(json === undefined ? {} : { json }) })).json()
  return { world, send, token, headers, renew, read, write, ask }
}

/** The rows of one of the tables, oldest first. */
export const rowsOf = <Row>(world: World, table: string): Row[] => [...world.store.relation(table).rows.values()] as unknown as Row[]

/** The people that Marketo knows, oldest first. */
export const people = (world: World): Lead[] => rowsOf(world, 'marketo.leads')

/** The refusal of a call, as a test expects it. */
export const refusal = (code: string, message: string) => ({ success: false, errors: [{ code, message }] })

/** Names and values of what a person's log has of one type, oldest first. */
export const logged = (world: World, type: number): Record<string, unknown>[] =>
  rowsOf<Schema<'MarketoActivityRow'>>(world, 'marketo.activities')
    .filter(({ activityTypeId }) => activityTypeId === type)
    .map(({ attributes }) => attributes)

/** Everything that strayed from the contract so far. */
export async function findings(world: World) {
  const traces = world.traces.list({ limit: 100 }).rows
  const spans = (await Promise.all(traces.map(({ id }) => world.traces.spans(id)))).flatMap((found) => found ?? [])
  return spans.flatMap((span) => (span.type === 'exchange' ? span.findings : []))
}

/** Every step that jobs and handlers took, with its error if it failed. */
export async function steps(world: World): Promise<{ name: string; error?: string }[]> {
  const traces = world.traces.list({ limit: 100 }).rows
  const spans = (await Promise.all(traces.map(({ id }) => world.traces.spans(id)))).flatMap((found) => found ?? [])
  return spans.flatMap((span) => span.steps.map(({ name, error }) => ({ name, ...(error ? { error } : {}) })))
}
