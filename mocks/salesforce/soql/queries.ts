import type { Handlers } from '../../core/system/system.ts'
import { toRecord } from '../mapping.ts'
import type { Field } from '../records/fields.ts'
import { tableOf } from '../records/lookup.ts'
import { type Sobject, sobjectOf } from '../records/sobjects.ts'
import { refuse } from '../refusals.ts'
import type { SalesforceContext, tables } from '../tables.ts'
import { type Cursor, keepCursor, readCursor } from './cursors.ts'
import { faultOf, fieldGroups } from './faults.ts'
import { run } from './run.ts'
import { parse, type Query } from './soql.ts'

type Asked = { path: { version: string }; query: { q: string }; headers: Record<string, string> }

export const queries: Pick<Handlers<'salesforce', typeof tables>, 'query' | 'queryAll' | 'queryMore'> = {
  query: (asked, context) => answer(asked, { isAll: false }, context),
  queryAll: (asked, context) => answer(asked, { isAll: true }, context),

  async queryMore({ path: { version, locator }, headers }, context) {
    const [id, offset] = locator.split('-') as [string, string]
    const cursor = readCursor(id, context)
    if (!cursor) return refuse(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
    return pageOf(cursor, { version, offset: Number(offset), size: sizeOf(headers) }, context)
  },
}

/** `queryAll` looks into the recycle bin too. */
async function answer({ path: { version }, query: { q }, headers }: Asked, { isAll }: { isAll: boolean }, context: SalesforceContext) {
  const query = parse(q)
  if ('problem' in query) return refuse(400, 'MALFORMED_QUERY', query.problem)
  const object = sobjectOf(query.from)
  if (!object) return refuse(400, 'INVALID_TYPE', `sObject type '${query.from}' is not supported.`)
  const fault = faultOf(object, query, version)
  if (fault) return fault
  const found = await run(object, query, { isAll }, context)
  if (!query.select.length) return { status: 200 as const, body: { totalSize: found.length, done: true, records: [] } }
  const names = selected(object, query).map(({ name }) => name)
  const cursor = { object: object.name, names, ids: found.map(({ Id }) => Id) }
  return pageOf(cursor, { version, offset: 0, size: sizeOf(headers) }, context)
}

function selected({ fields, field }: Sobject, { select }: Query): Field[] {
  return select.flatMap((name) => {
    const group = fieldGroups.get(name)
    return group ? fields.filter(group) : [field(name) as Field]
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
  const object = sobjectOf(cursor.object) as Sobject
  const ids = cursor.ids.slice(offset, offset + size)
  const rows = await Promise.all(ids.map((id) => tableOf(object, context).get(id)))
  const wanted = cursor.names.map((name) => object.field(name) as Field)
  const records = rows.filter((row) => row !== undefined).map((row) => toRecord(object, row, version, wanted))
  const done = offset + size >= cursor.ids.length
  const next = done ? {} : { nextRecordsUrl: `/services/data/${version}/query/${keepCursor(cursor, context)}-${offset + size}` }
  return { status: 200 as const, body: { totalSize: cursor.ids.length, done, ...next, records } }
}
