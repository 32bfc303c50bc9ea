import type { Schema } from '../../../../contracts/openapi/types.ts'
import { api, ask } from '../../state/api.ts'
import type { Origin } from './origin.ts'

/** Traces that are shown at once. */
const most = 5

type Page = Schema<'ControlTracePage'>

/** The traces that an origin leads to, newest first. */
export async function tracesOf(origin: Exclude<Origin, { trace: string }>): Promise<Page> {
  if (!('person' in origin)) return ask(api.GET('/_sandbox/traces', { params: { query: { ...origin, limit: most } } }))
  const email = await emailOf(origin.person)
  return email ? tracesOf({ email }) : { traces: [], next: null, total: 0 }
}

async function emailOf(person: number): Promise<string | undefined> {
  const query = { id: String(person), limit: 1 }
  const { rows } = await ask(
    api.GET('/_sandbox/tables/{system}/{table}', { params: { path: { system: 'marketo', table: 'leads' }, query } }),
  )
  return rows[0]?.email as string | undefined
}
