import type { Schema } from '../../../contracts/openapi/types.ts'
import { listen } from '../campaigns/listen.ts'
import { fields, valuesOf } from '../fields.ts'
import type { Lead, MarketoContext } from '../tables.ts'
import { complaints, needsKey, type Order } from './order.ts'
import { isIn, placed } from './partitions.ts'
import { change, create, type Values } from './save.ts'
import { findPeople } from './search.ts'

type Reason = Schema<'MarketoReason'>
/** What became of one record. */
export type Result = Schema<'MarketoSyncedLead'>

/** Writes records one after the other, since a record may find what the one before it made. */
export async function syncRecords(records: Schema<'MarketoLeadInput'>[], order: Order, context: MarketoContext): Promise<Result[]> {
  const result: Result[] = []
  for (const record of records) result.push(await syncRecord(record, order, context))
  return result
}

/** Writes one record, or skips it with the reasons. */
export async function syncRecord(record: Schema<'MarketoLeadInput'>, order: Order, context: MarketoContext): Promise<Result> {
  const reasons = complaints(record, order)
  if (reasons.length) return { status: 'skipped', reasons }
  const values: Values = valuesOf(record)
  const outcome = decide(order, await lookUp(record, values, order, context))
  if ('code' in outcome) return { status: 'skipped', reasons: [outcome] }
  const before = 'id' in outcome ? outcome : undefined
  const lead = 'id' in outcome ? await change(outcome, values, context) : await create(values, outcome, context)
  await listen({ before, lead, values }, context)
  return { id: lead.id, status: before ? 'updated' : 'created' }
}

async function lookUp(record: Record<string, unknown>, { email }: Values, order: Order, context: MarketoContext): Promise<Lead[]> {
  if (needsKey(order)) return findPeople(order.lookupField, String(record[order.lookupField]), context)
  return order.action === 'createOnly' && email ? findPeople('email', email, context) : []
}

type New = Pick<Lead, 'mayShareEmail' | 'partitionId'>

/** What an action makes of the people found: change this one, create one (who may share the address or not), or skip the record. */
function decide(order: Order, [lead, ...others]: Lead[]): Lead | New | Reason {
  const { action, lookupField, partition } = order
  if (action === 'createDuplicate') return { mayShareEmail: true }
  if (action === 'createOnly') return lead ? { code: '1005', message: 'Lead already exists' } : placed(partition)
  if (others.length) return { code: '1007', message: 'Multiple leads match the lookup criteria' }
  if (lead) return partition && !isIn(lead, partition) ? { code: '1010', message: 'Partition update not allowed' } : lead
  // Nobody can be created under a key that may not be written (assumed).
  const isCreatable = action === 'createOrUpdate' && fields.get(lookupField)?.updateable
  if (!isCreatable) return { code: '1004', message: 'Lead not found' }
  return { ...placed(partition), ...(lookupField === 'email' ? {} : { mayShareEmail: true }) }
}
