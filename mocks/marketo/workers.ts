import type { Worker } from '../system.ts'
import { runCampaigns } from './campaigns/campaign.ts'
import { syncLead } from './sync/sync.ts'
import type { tables } from './tables.ts'

/** Seconds between two cycles of the sync with Salesforce. Source: Adobe Marketo product documentation, sync intervals. */
const cycle = 5 * 60

/** Cycles after which a person is given up (assumed). */
const patience = 12

const retryIn = (failures: number) => (failures < patience ? cycle : undefined)

export const workers: Record<string, Worker<typeof tables>> = {
  SmartCampaign: { queue: 'campaigns', perform: runCampaigns, retryIn },
  SyncLeadToSFDC: { queue: 'sfdc_sync', perform: syncLead, retryIn },
}
