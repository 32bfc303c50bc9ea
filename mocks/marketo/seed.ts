import type { Rows } from '../../contracts/types.ts'
import { flow } from './campaigns/campaign.ts'
import { rules } from './campaigns/scoring.ts'
import { seconds } from './stamp.ts'

type Row = Rows<'MarketoTables'>

/** The smart campaigns, all active, and the limits, none of them enforced. */
export function seed(now: string): { campaigns: Row['campaigns'][]; limits: Row['limits'][] } {
  const at = seconds(Date.parse(now))
  const common = { type: 'trigger' as const, active: true, workspaceName: 'Default', createdAt: at, updatedAt: at }
  return {
    campaigns: [
      ...flow.map(({ campaign, name }) => ({ id: campaign, name, programName: 'Product-qualified leads', ...common })),
      ...rules.map(({ campaign, name }) => ({ id: campaign, name, programName: 'Scoring', ...common })),
    ],
    limits: [
      { name: 'rate', calls: 100, seconds: 20, enforced: false },
      { name: 'concurrency', calls: 10, enforced: false },
      { name: 'quota', calls: 50_000, enforced: false },
    ],
  }
}
