import type { Schema } from '../../contracts/types.ts'
import type { Handlers } from '../system.ts'
import { refuse, succeed } from './envelope.ts'
import { complaint, fields, kept } from './fields.ts'
import { interactionOf } from './interactions.ts'
import { log, logChanges } from './log.ts'
import { findPeople, isSearchable } from './search.ts'
import { seconds } from './stamp.ts'
import type { Lead, MarketoContext, tables } from './tables.ts'

type Reason = Schema<'MarketoReason'>
type Result = Schema<'MarketoSyncedLead'>
type Values = Partial<Lead>

interface Order {
  action: NonNullable<Schema<'MarketoSyncLeadsRequest'>['action']>
  lookupField: string
  partitionName: string
}

export const upsert: Pick<Handlers<'marketo', typeof tables>, 'syncLeads'> = {
  async syncLeads({ body }, context) {
    const { action = 'createOrUpdate', lookupField = 'email', partitionName = defaultPartition, input } = body
    if (!fields.has(lookupField)) return refuse(context, '1006', `Field '${lookupField}' not found`)
    if (!isSearchable(lookupField)) return refuse(context, '1011', `Field '${lookupField}' not supported`)
    const result: Result[] = []
    for (const record of input) result.push(await syncLead(record, { action, lookupField, partitionName }, context))
    return succeed(context, { result })
  },
}

/** The only partition there is (assumed). */
const defaultPartition = 'Default'

async function syncLead(record: Schema<'MarketoLeadInput'>, order: Order, context: MarketoContext): Promise<Result> {
  const reasons = complaints(record, order)
  if (reasons.length) return skip(...reasons)
  const { [order.lookupField]: key, ...others } = record
  const given = order.lookupField === 'email' ? record : others
  const values = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, kept(name, value)])) as Values
  const found = await lookUp(order, values.email ?? undefined, key, context)
  const outcome = decide(order, found)
  if (Array.isArray(outcome)) return skip(...outcome)
  const lead = outcome === 'create' ? await create(values, order, context) : await change(outcome, values, context)
  await listen(lead, values, context)
  return { id: lead.id, status: outcome === 'create' ? 'created' : 'updated' }
}

const skip = (...reasons: Reason[]): Result => ({ status: 'skipped', reasons })

const needsKey = ({ action }: Order) => action === 'createOrUpdate' || action === 'updateOnly'

/** What is wrong with a record by itself. Source of the codes: Adobe Marketo developer guide, error-codes. */
function complaints(record: Record<string, unknown>, order: Order): Reason[] {
  const { action, lookupField, partitionName } = order
  const key = record[lookupField]
  const found: Reason[] = []
  if (partitionName !== defaultPartition) found.push({ code: '1008', message: `Access denied to partition '${partitionName}'` })
  if ('id' in record && !(action === 'updateOnly' && lookupField === 'id')) found.push({ code: '1003', message: 'Invalid data' })
  if (needsKey(order) && (key === undefined || key === null || key === ''))
    found.push({ code: '1002', message: `Missing value for the required parameter '${lookupField}'` })
  for (const [name, value] of Object.entries(record)) {
    const isKey = name === lookupField && !fields.get(name)?.updateable
    const reason = name === 'id' || isKey ? undefined : complaint(name, value)
    if (reason) found.push(reason)
  }
  return found
}

async function lookUp(order: Order, email: string | undefined, key: unknown, context: MarketoContext): Promise<Lead[]> {
  if (needsKey(order)) return findPeople(order.lookupField, String(key), context)
  return order.action === 'createOnly' && email ? findPeople('email', email, context) : []
}

/** What an action makes of the people found: create one, change this one, or skip the record. */
function decide({ action, lookupField }: Order, found: Lead[]): 'create' | Lead | Reason[] {
  const [lead, ...others] = found
  if (action === 'createDuplicate') return 'create'
  if (action === 'createOnly') return lead ? [{ code: '1005', message: 'Lead already exists' }] : 'create'
  if (others.length) return [{ code: '1007', message: 'Multiple leads match the lookup criteria' }]
  if (lead) return lead
  // Nobody can be created under a key that may not be written (assumed).
  const creatable = action === 'createOrUpdate' && fields.get(lookupField)?.updateable
  return creatable ? 'create' : [{ code: '1004', message: 'Lead not found' }]
}

async function create(values: Values, { action, lookupField }: Order, context: MarketoContext): Promise<Lead> {
  const { clock, tables } = context
  const now = seconds(clock.now()) as string
  const looked = action === 'createOnly' || (action === 'createOrUpdate' && lookupField === 'email')
  const present = Object.entries(values).filter(([, value]) => value !== null)
  const lead = await tables.leads.insert({
    ...(Object.fromEntries(present) as Values),
    createdAt: now,
    updatedAt: now,
    ...(looked ? {} : { mayShareEmail: true }),
  })
  await log(context, lead, 'newLead', { attributes: { 'Source Type': 'Web service API' } })
  return lead
}

async function change(lead: Lead, values: Values, context: MarketoContext): Promise<Lead> {
  const differs = ([name, value]: [string, unknown]) => (lead[name as keyof Lead] ?? null) !== value
  const changes = Object.fromEntries(Object.entries(values).filter(differs)) as Values
  if (!Object.keys(changes).length) return lead
  await logChanges(context, lead, changes, { source: 'Web service API' })
  const moved = 'email' in changes && changes.email?.toLowerCase() !== lead.email?.toLowerCase()
  const updatedAt = seconds(context.clock.now()) as string
  return context.tables.leads.update(lead, { ...changes, ...(moved ? { mayShareEmail: true } : {}), updatedAt })
}

/** The smart campaigns listen to what the user did; the caller's answer does not wait for them. */
async function listen(lead: Lead, { productInteraction }: Values, context: MarketoContext) {
  const { id, email, company, firstName, lastName, PQL_Namespace_Id__c } = lead
  const name = [firstName, lastName].filter(Boolean).join(' ')
  const kind = interactionOf(productInteraction)?.kind
  context.tag({
    marketo_id: id,
    ...(kind ? { kind } : {}),
    ...(email ? { email } : {}),
    ...(name ? { name } : {}),
    ...(company ? { company } : {}),
    ...(PQL_Namespace_Id__c ? { namespace_id: PQL_Namespace_Id__c } : {}),
  })
  if (productInteraction) await context.enqueue('SmartCampaign', { leadId: id, productInteraction })
}
