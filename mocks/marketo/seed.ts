import type { Schema } from '../../contracts/types.ts'
import { flow } from './campaign.ts'
import { rules } from './scoring.ts'
import { seconds } from './stamp.ts'

/** The smart campaigns, all active. */
export function seed(now: string): { campaigns: Schema<'MarketoCampaign'>[] } {
  const at = seconds(Date.parse(now))
  const common = { type: 'trigger' as const, active: true, workspaceName: 'Default', createdAt: at, updatedAt: at }
  return {
    campaigns: [
      ...flow.map(({ campaign, name }) => ({ id: campaign, name, programName: 'Product-qualified leads', ...common })),
      ...rules.map(({ campaign, name }) => ({ id: campaign, name, programName: 'Scoring', ...common })),
    ],
  }
}
