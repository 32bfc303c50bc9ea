import { log } from '../activities/log.ts'
import type { Activity, Lead, MarketoContext } from '../tables.ts'
import { demographicCap, isScored, type Occasion, type Rule, rules } from './scoring.ts'

type Scores = Required<Record<Rule['score'] | 'leadScore', number>>

/** Gives a person the points that are due, each with a Change Score of its own in the activity log. */
export async function changeScore(occasion: Occasion, context: MarketoContext): Promise<Partial<Lead>> {
  const { lead } = occasion
  if (!isScored(lead)) return {}
  const earlier = await context.tables.activities.find('score', lead.id)
  let scores = scoresOf(lead)
  for (const rule of rules) {
    const isDue = rule.earned(occasion) && hasWaited(rule, earlier, context) && (await isActive(rule, context))
    if (isDue) scores = await give(rule, lead, scores, context)
  }
  return scores
}

const scoresOf = ({ Behavior_Score__c, Demographic_Score__c, leadScore }: Lead): Scores => ({
  Behavior_Score__c: Behavior_Score__c ?? 0,
  Demographic_Score__c: Demographic_Score__c ?? 0,
  leadScore: leadScore ?? 0,
})

/** When a person last earned the points is told by their own activities. */
function hasWaited({ campaign, again }: Rule, earlier: Activity[], { clock }: MarketoContext): boolean {
  const last = earlier.findLast(({ campaignId }) => campaignId === campaign)
  return !last || clock.now() - Date.parse(last.activityDate) >= again * 60 * 60 * 1000
}

const isActive = async ({ campaign }: Rule, { tables }: MarketoContext) => (await tables.campaigns.get(campaign))?.active

async function give(rule: Rule, lead: Lead, before: Scores, context: MarketoContext): Promise<Scores> {
  const after = add(rule, before)
  await log(context, lead, 'changeScore', {
    campaignId: rule.campaign,
    primaryAttributeValue: 'Lead Score',
    attributes: {
      'Change Value': `${rule.points < 0 ? '' : '+'}${rule.points}`,
      'New Value': after.leadScore,
      'Old Value': before.leadScore,
      Reason: rule.name,
    },
  })
  return after
}

function add({ score, points }: Rule, before: Scores): Scores {
  const sum = before[score] + points
  const after = { ...before, [score]: score === 'Demographic_Score__c' ? Math.min(sum, demographicCap) : sum }
  return { ...after, leadScore: after.Behavior_Score__c + after.Demographic_Score__c }
}
