import type { Job } from '../../core/system/record.ts'
import type { Outcome } from '../../core/system/system.ts'
import { queueUpdate } from '../sync/cycle.ts'
import type { Lead, MarketoContext } from '../tables.ts'
import { liftNegative, loseInterest } from './decay.ts'
import { keep } from './flow.ts'

type BatchStep = (lead: Lead, context: MarketoContext, campaign: number) => Promise<Partial<Lead>>

/**
 * The batch campaigns, which run on everybody when they are scheduled. In GitLab's Marketo they recur each night; here they do so
 * when somebody schedules them, so that a world in which nothing happens is quiet. Their names and ids are assumed.
 */
export const batches: readonly { campaign: number; name: string; step: BatchStep }[] = [
  { campaign: 1060, name: 'Decrease Score - No Activity', step: loseInterest },
  { campaign: 1061, name: 'Lift negative scores', step: liftNegative },
]

/** People in one run of the job; the next ones are another job's. */
const limit = 300

/** Runs a batch campaign on some people, from the newest to the oldest. */
export async function runBatch(
  { campaignId, after = null }: Record<string, unknown>,
  context: MarketoContext,
  { parent_id }: Pick<Job, 'parent_id'>,
): Promise<Outcome> {
  const batch = batches.find(({ campaign }) => campaign === campaignId)
  if (!batch) return { failed: `Campaign ${campaignId} is no batch campaign`, dead: true }
  const page = await context.tables.leads.page({ limit, after: after as string | null })
  const changed = await context.step(batch.name, () => changeAll(page.rows, batch, context), {})
  for (const lead of changed) await queueUpdate(lead, context)
  if (page.next) await context.enqueue('BatchCampaign', { campaignId, after: page.next }, { parentId: parent_id })
  return undefined
}

async function changeAll(people: Lead[], { campaign, step }: (typeof batches)[number], context: MarketoContext): Promise<Lead[]> {
  const changed: Lead[] = []
  for (const lead of people) {
    const after = await keep(lead, await step(lead, context, campaign), context)
    if (after !== lead) changed.push(after)
  }
  return changed
}
