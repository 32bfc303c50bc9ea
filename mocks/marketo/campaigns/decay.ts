import { log } from '../activities/log.ts'
import { changeScore, type Lead, type MarketoContext } from '../tables.ts'

/** Milliseconds without activity after which somebody loses points, and between two losses; and how many points. */
const patience = 30 * 24 * 60 * 60 * 1000
const loss = 10

/** Activities by which somebody shows interest: visits, forms, clicks, opened e-mails, moments, pushes; custom ones from 100000 on. */
const interest: ReadonlySet<number> = new Set([1, 2, 3, 10, 11, 12, 46, 145])
const isInterest = (type: number) => interest.has(type) || type >= 100_000

/**
 * Takes points from who showed no interest for 30 days, once in 30 days. Source: GitLab handbook, marketing-operations/marketo.
 * Which activities show interest, and that the score does not fall below 0 by this, is assumed.
 */
export async function loseInterest(lead: Lead, context: MarketoContext, campaignId: number): Promise<Partial<Lead>> {
  const behavior = lead.Behavior_Score__c ?? 0
  if (behavior <= 0) return {}
  const activities = await context.tables.activities.find('lead', lead.id)
  const isRecent = ({ activityDate }: { activityDate: string }) => context.clock.now() - Date.parse(activityDate) < patience
  const isBusy = activities.some((row) => isRecent(row) && (isInterest(row.activityTypeId) || isLoss(row, campaignId)))
  return isBusy ? {} : score(lead, Math.max(0, behavior - loss), { campaignId, reason: 'No activity in 30 days' }, context)
}

const isLoss = (row: { activityTypeId: number; campaignId?: number | undefined }, campaignId: number) =>
  row.activityTypeId === changeScore && row.campaignId === campaignId

/** Lifts a negative behavior score to 0. Source: GitLab handbook, marketing-operations/marketo. */
export async function liftNegative(lead: Lead, context: MarketoContext, campaignId: number): Promise<Partial<Lead>> {
  return (lead.Behavior_Score__c ?? 0) < 0 ? score(lead, 0, { campaignId, reason: 'Lifted to 0' }, context) : {}
}

/** Sets the behavior score, and logs what it makes of the whole. */
async function score(lead: Lead, behavior: number, why: { campaignId: number; reason: string }, context: MarketoContext) {
  const before = lead.leadScore ?? 0
  const after = before + behavior - (lead.Behavior_Score__c ?? 0)
  const change = after - before
  await log(context, lead, 'changeScore', {
    campaignId: why.campaignId,
    primaryAttributeValue: 'Lead Score',
    attributes: { 'Change Value': `${change < 0 ? '' : '+'}${change}`, 'New Value': after, 'Old Value': before, Reason: why.reason },
  })
  return { Behavior_Score__c: behavior, leadScore: after }
}
