import { assign } from './assignment.ts'
import { refuseDuplicate, refuseTaken } from './duplicates.ts'
import { fieldOf } from './fields.ts'
import { newId } from './ids.ts'
import { toColumns } from './mapping.ts'
import { org } from './org.ts'
import { type Refusal, refuse } from './refusals.ts'
import { refuseLead } from './rules.ts'
import { stampNow } from './stamps.ts'
import type { Lead, SalesforceContext } from './tables.ts'

/** What of a request decides how a lead is saved, beside the body. */
export interface Writing {
  path: { version: string }
  headers: Record<string, string>
}

/** A lead that was saved, or why it was not. */
export type Saved = { lead: Lead } | { refusal: Refusal }

/** Creates a lead from a body, owned by whom the assignment rules choose, else by the user. */
export async function insertLead(body: object, writing: Writing, context: SalesforceContext): Promise<Saved> {
  const columns = onlyValues(toColumns(body))
  const now = stampNow(context.clock)
  const lead: Lead = {
    Id: newId(context.ids, 'Lead'),
    Status: fieldOf('Status')?.defaultValue as string,
    OwnerId: org.user.id,
    ...columns,
    CreatedDate: now,
    CreatedById: org.user.id,
    ...modified(now),
  }
  const owner = await ownerOf(lead, columns, { writing, isNew: true }, context)
  if ('refusal' in owner) return owner
  return tagged(await context.step('Lead → insert', () => context.tables.leads.insert({ ...lead, ...owner })), context)
}

/** Changes the fields of a lead that a body names. */
export async function changeLead(lead: Lead, body: object, writing: Writing, context: SalesforceContext): Promise<Saved> {
  if (lead.IsConverted) return { refusal: refuse(400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', []) }
  const columns = toColumns(body)
  const owner = await ownerOf({ ...lead, ...columns }, columns, { writing, isNew: false }, context)
  if ('refusal' in owner) return owner
  const changes = { ...columns, ...owner, ...modified(stampNow(context.clock)) }
  return tagged(await context.step('Lead → update', () => context.tables.leads.update(lead, changes)), context)
}

/** Puts a lead into the recycle bin. */
export const deleteLead = (lead: Lead, context: SalesforceContext) =>
  context.step('Lead → delete', () => context.tables.leads.update(lead, { IsDeleted: true, ...modified(stampNow(context.clock)) }))

const modified = (now: string) => ({ LastModifiedDate: now, LastModifiedById: org.user.id, SystemModstamp: now })

const onlyValues = (columns: Partial<Lead>): Partial<Lead> =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))

/**
 * Puts a lead through the org's rules in their order: required fields and values, duplicate rules, unique fields, assignment.
 * An owner whom the body names stays unless the header asks for the rules (assumed).
 */
async function ownerOf(
  lead: Lead,
  changed: Partial<Lead>,
  { writing: { headers, path }, isNew }: { writing: Writing; isNew: boolean },
  context: SalesforceContext,
): Promise<{ OwnerId?: string } | { refusal: Refusal }> {
  const rival = isNew || 'Email' in changed
  const duplicates = { header: headers['sforce-duplicate-rule-header'], version: path.version }
  const refusal =
    (await refuseLead(lead, changed, context)) ??
    (rival ? await refuseDuplicate(lead, duplicates, context) : undefined) ??
    (await refuseTaken(lead, context))
  if (refusal) return { refusal }
  const assigned = await assign({ lead, isNew: isNew && !changed.OwnerId, header: headers['sforce-auto-assign'] }, context)
  if ('refusal' in assigned) return assigned
  return assigned.owner ? { OwnerId: assigned.owner } : {}
}

function tagged(lead: Lead, context: SalesforceContext): Saved {
  const marketoId = Number(lead.Marketo_Lead_Id__c)
  const namespaceId = Number(lead.PQL_Namespace_Id__c)
  context.tag({
    salesforce_id: lead.Id,
    ...(lead.Email ? { email: lead.Email } : {}),
    name: [lead.FirstName, lead.LastName].filter(Boolean).join(' '),
    ...(lead.Company ? { company: lead.Company } : {}),
    ...(marketoId ? { marketo_id: marketoId } : {}),
    ...(namespaceId ? { namespace_id: namespaceId } : {}),
  })
  return { lead }
}
