import type { Table } from '../../core/system/table.ts'
import { longId } from '../ids.ts'
import { type Refusal, refuse, refuseUnknown } from '../refusals.ts'
import { type SalesforceContext, tables } from '../tables.ts'
import { type Field, isId } from './fields.ts'
import type { Row } from './row.ts'
import type { Sobject } from './sobjects.ts'

/** The table that an object's records are kept in. */
export const tableOf = ({ table }: Sobject, { tables }: SalesforceContext) => tables[table] as unknown as Table<Row>

/** The record with an id of 15 or 18 characters. */
export async function rowById(object: Sobject, id: string, context: SalesforceContext): Promise<{ row: Row } | { refusal: Refusal<404> }> {
  const long = longId(id)
  const row = long && (await tableOf(object, context).get(long))
  if (!row) return { refusal: refuseUnknown() }
  return row.IsDeleted ? { refusal: refuse(404, 'ENTITY_IS_DELETED', 'entity is deleted', []) } : { row }
}

/** Whether records are found by a field without looking at each. Salesforce too indexes ids, references and external ids. */
export const isIndexed = ({ table }: Sobject, { name, type }: Field): boolean =>
  type === 'id' || name in tables[table].index || name in tables[table].unique

/** The records that have a value in an indexed field, none of them deleted; case does not count. */
export async function rowsBy(object: Sobject, field: Field, value: string, context: SalesforceContext): Promise<Row[]> {
  if (field.type !== 'id') return tableOf(object, context).find(field.name, (isId(field) ? (longId(value) ?? value) : value).toLowerCase())
  const found = await rowById(object, value, context)
  return 'row' in found ? [found.row] : []
}
