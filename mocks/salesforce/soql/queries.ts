import type { Handlers } from '../system.ts'
import { type Cursor, keepCursor, readCursor } from './cursors.ts'
import { type Field, fieldOf, fields } from './fields.ts'
import { isKey, leadsBy } from './lookup.ts'
import { toRecord } from './mapping.ts'
import { refuse } from './refusals.ts'
import type { Condition } from './soql/conditions.ts'
import { faultOf, fieldGroups } from './soql/faults.ts'
import { filter } from './soql/filter.ts'
import { sorter } from './soql/order.ts'
import { parse, type Query } from './soql/soql.ts'
import type { Lead, SalesforceContext, tables } from './tables.ts'

export const queries: Pick<Handlers<'salesforce', typeof tables>, 'query' | 'queryMore'> = {
  async query({ path: { version }, query: { q }, headers }, context) {
    const query = parse(q)
    if ('problem' in query) return refuse(400, 'MALFORMED_QUERY', query.problem)
    const fault = faultOf(query)
    if (fault) return fault
    const found = await run(query, context)
    if (!query.select.length) return { status: 200, body: { totalSize: found.length, done: true, records: [] } }
    const cursor = { names: selected(query).map(({ name }) => name), ids: found.map(({ Id }) => Id) }
    return pageOf(cursor, { version, offset: 0, size: sizeOf(headers) }, context)
  },

  async queryMore({ path: { version, locator }, headers }, context) {
    const [id, offset] = locator.split('-') as [string, string]
    const cursor = readCursor(id, context)
    if (!cursor) return refuse(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
    return pageOf(cursor, { version, offset: Number(offset), size: sizeOf(headers) }, context)
  },
}

/** Leads that a query finds, in no certain order unless it says one. Deleted ones are in the recycle bin, which `query` does not look into. */
async function run({ where, order, limit, offset = 0 }: Query, context: SalesforceContext): Promise<Lead[]> {
  const candidates = (where && (await indexed(where, context))) ?? (await all(context))
  const holds = where ? filter(where) : () => true
  const found = candidates.filter((lead) => !lead.IsDeleted && holds(lead))
  return (order.length ? found.sort(sorter(order)) : found).slice(offset, offset + (limit ?? found.length))
}

const all = async ({ tables }: SalesforceContext) => (await tables.leads.page({ limit: Number.POSITIVE_INFINITY })).rows.reverse()

/** The only leads that a condition can hold for, when they can be looked up: a key is one of some values. */
async function indexed(condition: Condition, context: SalesforceContext): Promise<Lead[] | undefined> {
  if (condition.kind === 'and') {
    for (const inner of condition.of) {
      const found = await indexed(inner, context)
      if (found) return found
    }
    return undefined
  }
  const isEqual = (condition.kind === 'compare' && condition.operator === '=') || (condition.kind === 'in' && !condition.negated)
  if (!isEqual) return undefined
  const values = (condition.kind === 'in' ? condition.literals : [condition.literal]).map(({ value }) => value)
  const field = fieldOf(condition.field)
  if (!field || !isKey(field) || values.includes(null)) return undefined
  const found = await Promise.all(values.map((value) => leadsBy(field, String(value), context)))
  return [...new Set(found.flat())]
}

function selected({ select }: Query): Field[] {
  return select.flatMap((name) => {
    const group = fieldGroups[name]
    return group ? fields.filter(group) : [fieldOf(name) as Field]
  })
}

/** Records to a page; the header, its bounds and what is done outside them are assumed. */
function sizeOf(headers: Record<string, string>): number {
  const asked = Number(headers['sforce-query-options']?.match(/batchSize=(\d+)/i)?.[1] ?? 2000)
  return Math.min(2000, Math.max(200, asked))
}

interface Place {
  version: string
  offset: number
  size: number
}

async function pageOf(cursor: Cursor, { version, offset, size }: Place, context: SalesforceContext) {
  const ids = cursor.ids.slice(offset, offset + size)
  const leads = await Promise.all(ids.map((id) => context.tables.leads.get(id)))
  const wanted = cursor.names.map((name) => fieldOf(name) as Field)
  const records = leads.filter((lead) => lead !== undefined).map((lead) => toRecord(lead, version, wanted))
  const done = offset + size >= cursor.ids.length
  const next = done ? {} : { nextRecordsUrl: `/services/data/${version}/query/${keepCursor(cursor, context)}-${offset + size}` }
  return { status: 200 as const, body: { totalSize: cursor.ids.length, done, ...next, records } }
}
