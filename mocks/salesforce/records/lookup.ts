import type { Field } from './fields.ts'
import { longId } from './ids.ts'
import { type Refusal, refuse, refuseUnknown } from './refusals.ts'
import type { Lead, SalesforceContext } from './tables.ts'

/** The lead with an id of 15 or 18 characters. */
export async function leadById(id: string, { tables }: SalesforceContext): Promise<{ lead: Lead } | { refusal: Refusal<404> }> {
  const long = longId(id)
  const lead = long && (await tables.leads.get(long))
  if (!lead) return { refusal: refuseUnknown() }
  return lead.IsDeleted ? { refusal: refuse(404, 'ENTITY_IS_DELETED', 'entity is deleted', []) } : { lead }
}

/** Whether leads may be looked up by a field: by their id, or by an index that is called like the field. */
export const isKey = ({ idLookup, externalId }: Field) => idLookup || externalId

/** The leads that have a value in a field that they may be looked up by; case does not count. */
export async function leadsBy({ name }: Field, value: string, context: SalesforceContext): Promise<Lead[]> {
  if (name === 'Email' || name === 'Marketo_Lead_Id__c') return context.tables.leads.find(name, value.toLowerCase())
  const found = await leadById(value, context)
  return 'lead' in found ? [found.lead] : []
}
