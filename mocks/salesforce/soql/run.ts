import { isIndexed, rowsBy, tableOf } from '../records/lookup.ts'
import type { Row } from '../records/row.ts'
import type { Sobject } from '../records/sobjects.ts'
import type { SalesforceContext } from '../tables.ts'
import type { Condition } from './conditions.ts'
import { filter } from './filter.ts'
import { sorter } from './order.ts'
import type { Query } from './soql.ts'

/** Records that a query finds, in no certain order unless it says one; deleted ones only when all are asked for. */
export async function run(object: Sobject, query: Query, { isAll }: { isAll: boolean }, context: SalesforceContext): Promise<Row[]> {
  const { where, order, limit, offset = 0 } = query
  const candidates = (where && !isAll && (await indexed(object, where, context))) || (await all(object, context))
  const holds = where ? filter(object, where, context.clock.now()) : () => true
  const found = candidates.filter((row) => (isAll || !row.IsDeleted) && holds(row))
  return (order.length ? found.sort(sorter(object, order)) : found).slice(offset, offset + (limit ?? found.length))
}

const all = async (object: Sobject, context: SalesforceContext) =>
  (await tableOf(object, context).page({ limit: Number.POSITIVE_INFINITY })).rows.reverse()

/** The only records that a condition can hold for, when they can be looked up: an indexed field is one of some values. */
async function indexed(object: Sobject, condition: Condition, context: SalesforceContext): Promise<Row[] | undefined> {
  if (condition.kind === 'and') {
    for (const inner of condition.of) {
      const found = await indexed(object, inner, context)
      if (found) return found
    }
    return undefined
  }
  const isEqual = (condition.kind === 'compare' && condition.operator === '=') || (condition.kind === 'in' && !condition.negated)
  if (!isEqual) return undefined
  const values = (condition.kind === 'in' ? condition.literals : [condition.literal]).map(({ value }) => value)
  const field = object.field(condition.field)
  if (!field || !isIndexed(object, field) || values.includes(null)) return undefined
  const found = await Promise.all(values.map((value) => rowsBy(object, field, String(value), context)))
  return [...new Set(found.flat())]
}
