import { type Condition, readCondition } from './conditions.ts'
import { Reader } from './reader.ts'

/** A SOQL query as far as the sandbox understands SOQL: one object, no functions but `count()` and `FIELDS()`, no groups. */
export interface Query {
  /** Field names as written, `FIELDS(ALL)` among them; none when records are counted. */
  select: string[]
  from: string
  where?: Condition
  order: Order[]
  limit?: number
  offset?: number
}

export interface Order {
  field: string
  descending: boolean
  nullsLast: boolean
}

/** Reads a query. Source of the grammar: SOQL and SOSL reference; the texts of the problems are assumed. */
export function parse(soql: string): Query | { problem: string } {
  const reader = new Reader(soql)
  const query = readQuery(reader)
  return reader.problem === undefined ? query : { problem: reader.problem }
}

function readQuery(reader: Reader): Query {
  reader.expect('select')
  const select = reader.take('count', '(', ')') ? [] : reader.list(() => readSelected(reader))
  reader.expect('from')
  const query: Query = { select, from: reader.word(), order: [] }
  if (reader.take('where')) query.where = readCondition(reader)
  if (reader.take('order', 'by')) query.order = reader.list(() => readOrder(reader))
  if (reader.take('limit')) query.limit = reader.count()
  if (reader.take('offset')) query.offset = reader.count()
  if (reader.token) reader.unexpected()
  return query
}

function readSelected(reader: Reader): string {
  if (!reader.take('fields', '(')) return reader.word()
  const group = reader.word().toUpperCase()
  reader.expect(')')
  return `FIELDS(${group})`
}

function readOrder(reader: Reader): Order {
  const field = reader.word()
  const descending = reader.take('desc')
  if (!descending) reader.take('asc')
  const nullsLast = reader.take('nulls', 'last')
  if (!nullsLast) reader.take('nulls', 'first')
  return { field, descending, nullsLast }
}
