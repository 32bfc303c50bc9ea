import type { Handlers } from '../../core/system/system.ts'
import { succeed } from '../envelope.ts'
import { refuse } from '../refusals.ts'
import type { tables } from '../tables.ts'
import { readMoment } from '../time.ts'

/** Milliseconds that a scheduled campaign waits at least. Source: Adobe Marketo developer guide, smart-campaigns. */
const shortest = 5 * 60_000

export const schedule: Pick<Handlers<'marketo', typeof tables>, 'scheduleCampaign'> = {
  async scheduleCampaign({ path: { campaignId }, body }, context) {
    const campaign = await context.tables.campaigns.get(campaignId)
    if (!campaign) return refuse(context, '1013', 'Object not found')
    if (campaign.type !== 'batch') return refuse(context, '1003', 'Invalid data')
    const { runAt, cloneToProgram } = body?.input ?? {}
    if (cloneToProgram !== undefined) return refuse(context, '703', 'The feature is not enabled for the subscription')
    const now = context.clock.now()
    const wanted = runAt === undefined ? now : readMoment(runAt)
    if (Number.isNaN(wanted) || wanted > inTwoYears(now)) return refuse(context, '1042', 'Invalid runAt date')
    const delay = Math.max(wanted - now, shortest) / 1000
    await context.enqueue('BatchCampaign', { campaignId }, { delay })
    return succeed(context, { result: [{ id: campaignId }] })
  },
}

/** The latest moment for which a campaign may be scheduled. Source: Adobe Marketo developer guide, error-codes (1042). */
function inTwoYears(now: number): number {
  const date = new Date(now)
  return date.setUTCFullYear(date.getUTCFullYear() + 2)
}
