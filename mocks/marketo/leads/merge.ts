import type { Handlers } from '../../core/system/system.ts'
import { log } from '../activities/log.ts'
import { succeed } from '../envelope.ts'
import { fields } from '../fields.ts'
import { split } from '../paging/filter.ts'
import { refuse } from '../refusals.ts'
import { queueUpdate } from '../sync/cycle.ts'
import type { Lead, MarketoContext, tables } from '../tables.ts'
import { seconds } from '../time.ts'
import { forget } from './remove.ts'

/** Most losers of one call. Source: Adobe Marketo developer guide, leads. */
const most = 25

export const merge: Pick<Handlers<'marketo', typeof tables>, 'mergeLeads'> = {
  async mergeLeads({ path, query }, context) {
    const losing = split([query.leadId, query.leadIds].filter(Boolean).join()).map(Number)
    if (!losing.length) return refuse(context, '1002', "Missing value for the required parameter 'leadIds'")
    if (losing.length > most) return refuse(context, '1080', 'Too many losing leads')
    if (losing.includes(path.id) || losing.some(Number.isNaN)) return refuse(context, '1003', 'Invalid data')
    const found = await Promise.all([path.id, ...losing].map((id) => context.tables.leads.get(id)))
    const people = found.filter((lead) => lead !== undefined)
    if (people.length < found.length) return refuse(context, '1004', 'Lead not found')
    if (query.mergeInCRM && people.filter(isInSalesforce).length > 1) return refuse(context, '1078', crmFailure)
    const [winner, ...losers] = rank(people)
    await context.step('Merge Leads', () => mergeInto(winner as Lead, losers, context))
    return succeed(context, {})
  },
}

const crmFailure = "Merge Leads call failed due to deleted entity, not a lead/contact, or field filter criteria doesn't match."

const isInSalesforce = (lead: Lead) => !!(lead.sfdcLeadId ?? lead.sfdcContactId)
const rankOf = (lead: Lead) => (lead.sfdcContactId ? 2 : isInSalesforce(lead) ? 1 : 0)

/** The winner first: a contact of Salesforce before a lead there, and either before who is in Marketo only. Source: Adobe Marketo developer guide, leads. */
const rank = (people: Lead[]): Lead[] => [...people].sort((one, other) => rankOf(other) - rankOf(one))

async function mergeInto(winner: Lead, losers: Lead[], context: MarketoContext) {
  for (const loser of losers) {
    await moveActivities(loser, winner, context)
    await moveMemberships(loser, winner, context)
    await forget(loser, context)
  }
  const lacking = Object.assign({}, ...[...losers].reverse().map((loser) => lacks(winner, loser))) as Partial<Lead>
  const merged = await context.tables.leads.update(winner, { ...lacking, updatedAt: seconds(context.clock.now()) })
  const ids = losers.map(({ id }) => id)
  await log(context, winner, 'mergeLeads', {
    primaryAttributeValueId: winner.id,
    attributes: { 'Merge IDs': ids.join(), 'Merge Source': 'Web service API' },
  })
  if (Object.keys(lacking).length) await queueUpdate(merged, context)
}

/** What the winner has no value of and the loser has, but for what only Marketo writes. */
const lacks = (winner: Lead, loser: Lead): Partial<Lead> =>
  Object.fromEntries(
    [...fields.values()]
      .filter(({ name, updateable }) => updateable && isEmpty(winner, name) && !isEmpty(loser, name))
      .map(({ name }) => [name, loser[name as keyof Lead]]),
  )

const isEmpty = (lead: Lead, name: string) => (lead[name as keyof Lead] ?? null) === null

async function moveActivities(loser: Lead, winner: Lead, { tables }: MarketoContext) {
  for (const activity of await tables.activities.find('lead', loser.id)) await tables.activities.update(activity, { leadId: winner.id })
}

async function moveMemberships(loser: Lead, winner: Lead, { tables }: MarketoContext) {
  const own = new Set((await tables.list_members.find('lead', winner.id)).map(({ listId }) => listId))
  for (const member of await tables.list_members.find('lead', loser.id))
    if (!own.has(member.listId)) await tables.list_members.update(member, { leadId: winner.id })
}
