import type { Worker } from '../core/system/system.ts'
import { runBatch } from './campaigns/batch.ts'
import { runCampaigns } from './campaigns/flow.ts'
import { cycle, pushUpdate } from './sync/cycle.ts'
import { syncLead } from './sync/sync.ts'
import type { tables } from './tables.ts'

/** Cycles after which a flow step is given up (assumed). */
const patience = 12

const retryIn = (failures: number) => (failures < patience ? cycle : undefined)

export const workers: Record<string, Worker<typeof tables>> = {
  SmartCampaign: { queue: 'campaigns', perform: runCampaigns, retryIn },
  BatchCampaign: { queue: 'campaigns', perform: runBatch, retryIn },
  SyncLeadToSFDC: { queue: 'sfdc_sync', perform: syncLead, retryIn },
  // Each cycle tries again what the one before could not do.
  PushUpdateToSFDC: { queue: 'sfdc_sync', perform: pushUpdate, retryIn: () => cycle },
}
