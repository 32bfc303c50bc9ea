import type { Handlers } from '../../core/system/system.ts'
import { log } from '../activities/log.ts'
import { succeed } from '../envelope.ts'
import type { Lead, MarketoContext, tables } from '../tables.ts'
import { readIds, withEach } from './ids.ts'

export const remove: Pick<Handlers<'marketo', typeof tables>, 'deleteLeads'> = {
  async deleteLeads(asked, context) {
    const ids = readIds(asked, context)
    if (!Array.isArray(ids)) return ids
    const result = await context.step('Delete Leads', () => withEach(ids, context, (lead) => erase(lead, context)))
    return succeed(context, { result })
  },
}

async function erase(lead: Lead, context: MarketoContext) {
  await forget(lead, context)
  const name = [lead.firstName, lead.lastName].filter(Boolean).join(' ')
  await log(context, lead, 'deleteLead', {
    primaryAttributeValueId: lead.id,
    ...(name ? { primaryAttributeValue: name } : {}),
    attributes: {},
  })
  return { id: lead.id, status: 'deleted' as const }
}

/** Removes a person and whatever names them but the activity log. Salesforce is not told. Source: GitLab handbook, marketing-operations/marketo. */
export async function forget(lead: Lead, { tables }: MarketoContext) {
  await tables.leads.remove(lead)
  for (const member of await tables.list_members.find('lead', lead.id)) await tables.list_members.remove(member)
  const pending = await tables.pending_updates.get(lead.id)
  if (pending) await tables.pending_updates.remove(pending)
}
