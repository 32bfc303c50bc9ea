import type { Outcome } from '../../core/system/system.ts'
import { queueUpdate } from '../sync/cycle.ts'
import type { Lead, MarketoContext } from '../tables.ts'
import { seconds } from '../time.ts'
import { isSent, markProductQualified, normaliseState, qualify, requestSync, type Step, tellMoment } from './lifecycle.ts'
import { resetScore } from './reset.ts'
import { changeScore } from './score.ts'
import type { Occasion } from './scoring.ts'

interface Campaign {
  /** Its id. */
  campaign: number
  name: string
  step: Step
  /** The fields of the person that it changes. */
  writes: readonly (keyof Lead)[]
  /** Whether it has the trigger Campaign is Requested with the source Web Service API. */
  requestable?: boolean
}

/** The smart campaigns that run when a user did something, in their order. Their names and ids are assumed. */
export const flow: readonly Campaign[] = [
  { campaign: 1040, name: 'Normalise state', step: normaliseState, writes: ['state'] },
  { campaign: 1054, name: 'Reset score', step: resetScore, writes: [] },
  { campaign: 1049, name: 'Change score', step: changeScore, writes: ['Behavior_Score__c', 'Demographic_Score__c', 'leadScore'] },
  {
    campaign: 1050,
    name: 'Marketing-qualified lead',
    step: qualify,
    writes: [
      ...(['leadStatus', 'MQL_DateTime__c', 'MQL_Counter__c'] as const),
      ...(['Person_Score_at_MQL__c', 'Behavior_Score_at_MQL__c', 'Demographic_Score_at_MQL__c'] as const),
    ],
  },
  {
    campaign: 1051,
    name: 'Product-qualified lead',
    step: markProductQualified,
    writes: ['PQL_Product_Qualified_Lead__c', 'leadSource'],
  },
  { campaign: 1052, name: 'Interesting moment', step: tellMoment, writes: ['Last_Interesting_Moment__c'] },
  { campaign: 1053, name: 'Sync to Salesforce', step: requestSync, writes: [], requestable: true },
]

/** Runs the smart campaigns on a person, each step recorded with what it changed; with `requested` only the campaign of that id. */
export async function runCampaigns(args: Record<string, unknown>, context: MarketoContext): Promise<Outcome> {
  const { leadId, productInteraction = '', reset, requested } = args
  const found = await context.tables.leads.get(Number(leadId))
  if (!found) return { failed: `Lead ${leadId} not found`, dead: true }
  const occasion: Occasion = { lead: found, did: String(productInteraction).toLowerCase(), requested: requested !== undefined }
  if (reset) occasion.reset = String(reset)
  context.tag({ marketo_id: found.id, ...(found.email ? { email: found.email } : {}) })
  let sent = false
  for (const campaign of flow) {
    if (requested !== undefined && requested !== campaign.campaign) continue
    const known = await context.tables.campaigns.get(campaign.campaign)
    if (!known?.active) continue
    await context.step(campaign.name, () => run(campaign, occasion, context), { productInteraction })
    sent ||= campaign.step === requestSync && isSent(occasion)
  }
  if (!sent) await queueUpdate(occasion.lead, context)
  return undefined
}

async function run({ step, campaign }: Campaign, occasion: Occasion, context: MarketoContext) {
  const changes = await step(occasion, context, campaign)
  occasion.lead = await keep(occasion.lead, changes, context)
  return changes
}

/** Writes what differs of a person. */
export async function keep(lead: Lead, changes: Partial<Lead>, { clock, tables }: MarketoContext): Promise<Lead> {
  const changed = Object.entries(changes).some(([name, value]) => lead[name as keyof Lead] !== value)
  return changed ? tables.leads.update(lead, { ...changes, updatedAt: seconds(clock.now()) }) : lead
}
