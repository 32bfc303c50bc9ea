import type { Outcome } from '../../system.ts'
import { seconds } from '../stamp.ts'
import type { Lead, MarketoContext } from '../tables.ts'
import { markProductQualified, normaliseState, qualify, requestSync, type Step, tellMoment } from './lifecycle.ts'
import { changeScore } from './score.ts'

interface Campaign {
  /** Its id. */
  campaign: number
  name: string
  step: Step
  /** The fields of the person that it changes. */
  writes: readonly (keyof Lead)[]
}

/** The smart campaigns that run when a user did something, in their order. Their names and ids are assumed. */
export const flow: readonly Campaign[] = [
  { campaign: 1040, name: 'Normalise state', step: normaliseState, writes: ['state'] },
  { campaign: 1049, name: 'Change score', step: changeScore, writes: ['Behavior_Score__c', 'Demographic_Score__c', 'leadScore'] },
  { campaign: 1050, name: 'Marketing-qualified lead', step: qualify, writes: ['leadStatus', 'MQL_DateTime__c'] },
  {
    campaign: 1051,
    name: 'Product-qualified lead',
    step: markProductQualified,
    writes: ['PQL_Product_Qualified_Lead__c', 'leadSource'],
  },
  { campaign: 1052, name: 'Interesting moment', step: tellMoment, writes: ['Last_Interesting_Moment__c'] },
  { campaign: 1053, name: 'Sync to Salesforce', step: requestSync, writes: [] },
]

/** Runs the smart campaigns on a person, each step recorded with what it changed. */
export async function runCampaigns({ leadId, productInteraction }: Record<string, unknown>, context: MarketoContext): Promise<Outcome> {
  const { tables } = context
  const found = await tables.leads.get(Number(leadId))
  if (!found) return { failed: `Lead ${leadId} not found`, dead: true }
  let lead: Lead = found
  const did = String(productInteraction).toLowerCase()
  context.tag({ marketo_id: lead.id, ...(lead.email ? { email: lead.email } : {}) })
  for (const { campaign, name, step } of flow) {
    const known = await tables.campaigns.get(campaign)
    if (!known?.active) continue
    const work = async () => {
      const changes = await step({ lead, did }, context, campaign)
      lead = await keep(lead, changes, context)
      return changes
    }
    await context.step(name, work, { productInteraction })
  }
  return undefined
}

async function keep(lead: Lead, changes: Partial<Lead>, { clock, tables }: MarketoContext): Promise<Lead> {
  const changed = Object.entries(changes).some(([name, value]) => lead[name as keyof Lead] !== value)
  return changed ? tables.leads.update(lead, { ...changes, updatedAt: seconds(clock.now()) }) : lead
}
