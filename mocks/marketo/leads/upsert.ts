import type { Schema } from '../../../contracts/types.ts'
import type { Handlers } from '../../system.ts'
import { refuse, succeed } from '../envelope.ts'
import { fields, valuesOf } from '../fields.ts'
import type { Lead, MarketoContext, tables } from '../tables.ts'
import { complaints, defaultPartition, needsKey, type Order } from './order.ts'
import { change, create, listen, type Values } from './save.ts'
import { findPeople, isSearchable } from './search.ts'

type Reason = Schema<'MarketoReason'>
type Result = Schema<'MarketoSyncedLead'>

export const upsert: Pick<Handlers<'marketo', typeof tables>, 'syncLeads'> = {
  async syncLeads({ body }, context) {
    const { action = 'createOrUpdate', lookupField = 'email', partitionName = defaultPartition, input } = body
    if (!fields.has(lookupField)) return refuse(context, '1006', `Field '${lookupField}' not found`)
    if (!isSearchable(lookupField)) return refuse(context, '1011', `Field '${lookupField}' not supported`)
    const result = await context.step(`Sync Leads → ${action}`, () => syncRecords(input, { action, lookupField, partitionName }, context))
    return succeed(context, { result })
  },
}

/** One after the other, since a record may find what the one before it made. */
async function syncRecords(records: Schema<'MarketoLeadInput'>[], order: Order, context: MarketoContext): Promise<Result[]> {
  const result: Result[] = []
  for (const record of records) result.push(await syncRecord(record, order, context))
  return result
}

async function syncRecord(record: Schema<'MarketoLeadInput'>, order: Order, context: MarketoContext): Promise<Result> {
  const reasons = complaints(record, order)
  if (reasons.length) return { status: 'skipped', reasons }
  const values: Values = valuesOf(record)
  const outcome = decide(order, await lookUp(record, values, order, context))
  if ('code' in outcome) return { status: 'skipped', reasons: [outcome] }
  const lead = 'id' in outcome ? await change(outcome, values, context) : await create(values, outcome, context)
  await listen(lead, values, context)
  return { id: lead.id, status: 'id' in outcome ? 'updated' : 'created' }
}

async function lookUp(record: Record<string, unknown>, { email }: Values, order: Order, context: MarketoContext): Promise<Lead[]> {
  if (needsKey(order)) return findPeople(order.lookupField, String(record[order.lookupField]), context)
  return order.action === 'createOnly' && email ? findPeople('email', email, context) : []
}

/** What an action makes of the people found: change this one, create one (who may share the address or not), or skip the record. */
function decide({ action, lookupField }: Order, [lead, ...others]: Lead[]): Lead | { mayShareEmail: boolean } | Reason {
  if (action === 'createDuplicate') return { mayShareEmail: true }
  if (action === 'createOnly') return lead ? { code: '1005', message: 'Lead already exists' } : { mayShareEmail: false }
  if (others.length) return { code: '1007', message: 'Multiple leads match the lookup criteria' }
  if (lead) return lead
  // Nobody can be created under a key that may not be written (assumed).
  const isCreatable = action === 'createOrUpdate' && fields.get(lookupField)?.updateable
  return isCreatable ? { mayShareEmail: lookupField !== 'email' } : { code: '1004', message: 'Lead not found' }
}
