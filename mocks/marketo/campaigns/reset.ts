import { log } from '../activities/log.ts'
import type { Lead } from '../tables.ts'
import type { Step } from './lifecycle.ts'

/**
 * Why somebody's behavior no longer counts: sales recycled or the person unsubscribed; undefined when neither happened. Source:
 * GitLab handbook, marketing-operations/marketo.
 */
export function resetOf(before: Partial<Lead> = {}, values: Partial<Lead>): string | undefined {
  if (values.leadStatus === 'Recycle' && before.leadStatus !== 'Recycle') return 'Recycled'
  return values.unsubscribed && !before.unsubscribed ? 'Unsubscribed' : undefined
}

/** Leaves of somebody's score what tells who they are. */
export const resetScore: Step = async ({ lead, reset }, context, campaignId) => {
  const { Behavior_Score__c: behavior, Demographic_Score__c: demographic, leadScore } = lead
  if (!reset || !behavior) return {}
  const score = demographic ?? 0
  await log(context, lead, 'changeScore', {
    campaignId,
    primaryAttributeValue: 'Lead Score',
    attributes: { 'Change Value': `=${score}`, 'New Value': score, 'Old Value': leadScore ?? 0, Reason: reset },
  })
  return { Behavior_Score__c: 0, leadScore: score }
}
