import type { SalesforceContext } from '../tables.ts'

/** Hands over what hangs on a lead to the contact that it became: its tasks, and its places in campaigns, which keep the lead too. */
export async function follow(leadId: string, contactId: string, { tables }: SalesforceContext) {
  for (const task of await tables.tasks.find('WhoId', leadId.toLowerCase())) await tables.tasks.update(task, { WhoId: contactId })
  for (const member of await tables.campaign_members.find('LeadId', leadId.toLowerCase()))
    await tables.campaign_members.update(member, { ContactId: contactId })
}
