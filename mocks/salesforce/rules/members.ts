import { type Refusal, refuse, refuseMissing } from '../refusals.ts'
import type { SalesforceContext } from '../tables.ts'
import type { Draft } from './draft.ts'

/** A member of a campaign is a lead or a contact, and once only. That a missing one is refused like a missing lead is assumed. */
export async function refuseMember({ row }: Draft, { tables }: SalesforceContext): Promise<Refusal | undefined> {
  const name = row.ContactId ? 'ContactId' : 'LeadId'
  const person = row[name] as string | undefined
  if (!person) return refuseMissing(['LeadId'])
  const members = await tables.campaign_members.find(name, person.toLowerCase())
  const isKnown = members.some(({ Id, CampaignId }) => CampaignId === row.CampaignId && Id !== row.Id)
  return isKnown ? refuse(400, 'DUPLICATE_VALUE', 'Already a campaign member.', []) : undefined
}
