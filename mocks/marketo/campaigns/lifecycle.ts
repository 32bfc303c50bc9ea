import { log, logChanges } from '../activities/log.ts'
import { seconds } from '../stamp.ts'
import { spellOut } from '../sync/picklists.ts'
import type { Lead, MarketoContext } from '../tables.ts'
import { type Interaction, interactionOf } from './interactions.ts'
import { isScored, type Occasion, threshold } from './scoring.ts'

/** A flow step of a smart campaign: what it changes of the person, besides what it logs. */
export type Step = (occasion: Occasion, context: MarketoContext, campaign: number) => Promise<Partial<Lead>> | Partial<Lead>

/** Spells out the state, as Salesforce's picklist wants it. */
export const normaliseState: Step = async ({ lead }, context, campaignId) => {
  const state = spellOut(lead)
  if (!state) return {}
  await logChanges(context, lead, { state }, { campaignId, source: 'Marketo Flow Action' })
  return { state }
}

/** Statuses in which somebody has not qualified, or has to do so anew. */
const unqualified = [undefined, null, 'Raw', 'Inquiry', 'Recycle']

/** Makes somebody whose score suffices a marketing-qualified lead. Source: GitLab handbook, marketing-operations/marketo. */
export const qualify: Step = async ({ lead }, context, campaignId) => {
  const { leadScore, Behavior_Score__c, leadStatus } = lead
  if (!unqualified.includes(leadStatus)) return {}
  const isQualified = isScored(lead) && (leadScore ?? 0) >= threshold && !!Behavior_Score__c
  const status = isQualified ? 'MQL' : leadStatus === 'Recycle' ? leadStatus : Behavior_Score__c ? 'Inquiry' : 'Raw'
  if (status === leadStatus) return {}
  await logChanges(context, lead, { leadStatus: status }, { campaignId, source: 'Marketo Flow Action' })
  return isQualified ? { leadStatus: status, MQL_DateTime__c: seconds(context.clock.now()) } : { leadStatus: status }
}

const isProductQualified = ({ qualifies }: Interaction, lead: Lead) =>
  qualifies === 'everybody' || (qualifies === 'business' && lead.Setup_for_Company_Team_Use__c === true)

/** Marks a product-qualified lead, and tells where a new person came from. */
export const markProductQualified: Step = ({ lead, did }) => {
  const interaction = interactionOf(did)
  if (!interaction) return {}
  return {
    ...(isProductQualified(interaction, lead) ? { PQL_Product_Qualified_Lead__c: true } : {}),
    ...(lead.leadSource ? {} : { leadSource: interaction.leadSource }),
  }
}

/** Tells sales what the user did. Source for the form of the text: GitLab handbook, marketing-operations/marketo. */
export const tellMoment: Step = async ({ lead, did }, context, campaignId) => {
  const interaction = interactionOf(did)
  if (!interaction) return {}
  const moment = `${interaction.moment} on ${context.clock.stamp().slice(0, 10)}`
  await log(context, lead, 'interestingMoment', { campaignId, primaryAttributeValue: 'Web', attributes: { Description: moment } })
  return { Last_Interesting_Moment__c: moment }
}

/** Sends everybody who raised a hand or began a trial to Salesforce, whatever the score; Marketo sends nobody new by itself. */
export const requestSync: Step = async ({ lead, did }, context, campaignId) => {
  if (interactionOf(did)) await context.enqueue('SyncLeadToSFDC', { leadId: lead.id, campaignId })
  return {}
}
