import type { Outcome } from '../../core/system/system.ts'
import type { Lead, MarketoContext } from '../tables.ts'
import { seconds } from '../time.ts'
import { send } from './sync.ts'

/** Seconds between two cycles of the sync with Salesforce. Source: Adobe Marketo product documentation, sync intervals. */
export const cycle = 5 * 60

/**
 * Has the next cycle take a change to Salesforce, if the person is there: the sync keeps up to date whom a flow step once sent, and
 * sends nobody new by itself. Source: Adobe Marketo product documentation, sfdc-sync-lead-sync. Marketo waits five minutes from the
 * end of a cycle; here cycles begin at every full five minutes.
 */
export async function queueUpdate(lead: Lead, context: MarketoContext) {
  const { clock, tables } = context
  if (!lead.sfdcLeadId) return
  const waiting = await tables.pending_updates.get(lead.id)
  if (waiting) {
    await tables.pending_updates.update(waiting, { changes: waiting.changes + 1 })
    return
  }
  await tables.pending_updates.insert({ leadId: lead.id, since: seconds(clock.now()), changes: 1 })
  await enqueuePush(lead.id, context)
}

async function enqueuePush(leadId: number, context: MarketoContext) {
  const milliseconds = cycle * 1000 - (context.clock.now() % (cycle * 1000))
  await context.enqueue('PushUpdateToSFDC', { leadId }, { delay: milliseconds / 1000 })
}

/**
 * Takes one person's changes to Salesforce, unless a flow step did so meanwhile or the person is gone. A change that comes while
 * Salesforce is asked goes with the next cycle.
 */
export async function pushUpdate(args: Record<string, unknown>, context: MarketoContext): Promise<Outcome> {
  const leadId = Number(args.leadId)
  const pending = await context.tables.pending_updates.get(leadId)
  const lead = await context.tables.leads.get(leadId)
  if (!pending || !lead) return undefined
  const failure = await send({ lead, pending }, context)
  if (!failure && (await context.tables.pending_updates.get(leadId))) await enqueuePush(leadId, context)
  return failure
}
