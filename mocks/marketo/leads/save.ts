import { log, logChanges } from '../activities/log.ts'
import { interactionOf } from '../campaigns/interactions.ts'
import { seconds } from '../stamp.ts'
import type { Lead, MarketoContext } from '../tables.ts'

/** What is to be written of a person; null empties a field. */
export type Values = Partial<Lead>

/** Creates a person with what has a value. */
export async function create(values: Values, { mayShareEmail }: { mayShareEmail: boolean }, context: MarketoContext): Promise<Lead> {
  const { clock, tables } = context
  const now = seconds(clock.now())
  const present: Values = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
  const lead = await tables.leads.insert({ ...present, createdAt: now, updatedAt: now, ...(mayShareEmail ? { mayShareEmail } : {}) })
  await log(context, lead, 'newLead', { attributes: { 'Source Type': 'Web service API' } })
  return lead
}

/** Changes what differs of a person, and logs it; nothing is written when nothing does. */
export async function change(lead: Lead, values: Values, context: MarketoContext): Promise<Lead> {
  const differs = ([name, value]: [string, unknown]) => (lead[name as keyof Lead] ?? null) !== value
  const changes: Values = Object.fromEntries(Object.entries(values).filter(differs))
  if (!Object.keys(changes).length) return lead
  await logChanges(context, lead, changes, { source: 'Web service API' })
  const isMoving = 'email' in changes && changes.email?.toLowerCase() !== lead.email?.toLowerCase()
  const updatedAt = seconds(context.clock.now())
  return context.tables.leads.update(lead, { ...changes, ...(isMoving ? { mayShareEmail: true } : {}), updatedAt })
}

/** Lets the smart campaigns know what the user did; the caller's answer does not wait for them. */
export async function listen(lead: Lead, { productInteraction }: Values, context: MarketoContext) {
  const { id, email, company, firstName, lastName, PQL_Namespace_Id__c } = lead
  const kind = interactionOf(productInteraction)?.kind
  const name = [firstName, lastName].filter(Boolean).join(' ')
  const tags = { kind, email, name, company, namespace_id: PQL_Namespace_Id__c, marketo_id: id }
  context.tag(Object.fromEntries(Object.entries(tags).filter(([, value]) => value)))
  if (productInteraction) await context.enqueue('SmartCampaign', { leadId: id, productInteraction })
}
