import { log, logChanges } from '../activities/log.ts'
import { spellOut } from '../sync/picklists.ts'
import type { Lead, MarketoContext } from '../tables.ts'
import { seconds } from '../time.ts'
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
  return isQualified ? { leadStatus: status, ...markQualified(lead, context) } : { leadStatus: status }
}

/** When somebody qualified, the how-manieth time, and with which scores. Source: GitLab handbook, marketing-operations/marketo. */
const markQualified = (lead: Lead, { clock }: MarketoContext): Partial<Lead> => ({
  MQL_DateTime__c: seconds(clock.now()),
  MQL_Counter__c: (lead.MQL_Counter__c ?? 0) + 1,
  Person_Score_at_MQL__c: lead.leadScore ?? 0,
  Behavior_Score_at_MQL__c: lead.Behavior_Score__c ?? 0,
  Demographic_Score_at_MQL__c: lead.Demographic_Score__c ?? 0,
})

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

/**
 * Whether a person goes to Salesforce at once: everybody who raised a hand or began a trial, whatever the score, who has become an
 * Inquiry or an MQL, and for whom it was requested. Source: GitLab handbook, marketing-operations/marketo.
 */
export const isSent = ({ lead, did, requested }: Occasion): boolean =>
  requested === true || !!interactionOf(did) || ((lead.leadStatus === 'Inquiry' || lead.leadStatus === 'MQL') && !lead.sfdcLeadId)

/** The flow step Sync Lead to SFDC; Marketo sends nobody new by itself. */
export const requestSync: Step = async (occasion, context, campaignId) => {
  if (isSent(occasion)) await context.enqueue('SyncLeadToSFDC', { leadId: occasion.lead.id, campaignId })
  return {}
}
