import type { Schema } from '../../../contracts/openapi/types.ts'
import { complaint, fields } from '../fields.ts'

type Reason = Schema<'MarketoReason'>

/** What a call says of all its records. */
export interface Order {
  action: NonNullable<Schema<'MarketoSyncLeadsRequest'>['action']>
  lookupField: string
  partitionName?: string | undefined
  /** The partition of that name; null when the user may not use it. */
  partition?: number | null | undefined
}

/** Whether people are looked up by `lookupField`. Source: Adobe Marketo developer guide, leads. */
export const needsKey = ({ action }: Order): boolean => action === 'createOrUpdate' || action === 'updateOnly'

/** What is wrong with a record by itself. Source of the codes: Adobe Marketo developer guide, error-codes. */
export function complaints(record: Record<string, unknown>, order: Order): Reason[] {
  return [...orderComplaints(record, order), ...fieldComplaints(record, order)]
}

function* orderComplaints(record: Record<string, unknown>, order: Order): Generator<Reason> {
  const { action, lookupField, partition, partitionName } = order
  if (partition === null) yield { code: '1008', message: `Access denied to partition '${partitionName}'` }
  if ('id' in record && !(action === 'updateOnly' && lookupField === 'id')) yield { code: '1003', message: 'Invalid data' }
  if (needsKey(order) && ['', null, undefined].includes(record[lookupField] as null))
    yield { code: '1002', message: `Missing value for the required parameter '${lookupField}'` }
}

/** A key that cannot be written may be given all the same, to find somebody by it. */
function* fieldComplaints(record: Record<string, unknown>, { lookupField }: Order): Generator<Reason> {
  for (const [name, value] of Object.entries(record)) {
    const isKey = name === 'id' || (name === lookupField && !fields.get(name)?.updateable)
    const reason = isKey ? undefined : complaint(name, value)
    if (reason) yield reason
  }
}
