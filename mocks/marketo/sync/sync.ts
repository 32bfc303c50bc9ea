import type { Rows } from '../../../contracts/openapi/types.ts'
import type { Outcome } from '../../core/system/system.ts'
import { log } from '../activities/log.ts'
import { type Upserted, upsertLead } from '../client.ts'
import { toSalesforce } from '../mapping.ts'
import type { Lead, MarketoContext } from '../tables.ts'
import { seconds } from '../time.ts'
import { obstacle } from './obstacle.ts'

interface Sync {
  lead: Lead
  /** The person's changes that wait for the next cycle, read before the person: a change that comes meanwhile still waits afterwards. */
  pending: Rows<'MarketoTables'>['pending_updates'] | undefined
  /** The smart campaign whose flow step it is; none when the cycle pushes a change. */
  campaignId?: number
}

/** The flow step "Sync Lead to SFDC", which runs at once. Source: Adobe Marketo product documentation, sync-person-to-sfdc. */
export async function syncLead({ leadId, campaignId }: Record<string, unknown>, context: MarketoContext): Promise<Outcome> {
  const pending = await context.tables.pending_updates.get(Number(leadId))
  const lead = await context.tables.leads.get(Number(leadId))
  if (!lead) return { failed: `Lead ${leadId} not found`, dead: true }
  return send({ lead, pending, campaignId: Number(campaignId) }, context)
}

/**
 * Sends a person to Salesforce. Why somebody did not go is kept among the sync errors and in the person's activity log; when
 * Salesforce cannot be reached the job is tried again. What Salesforce answered is kept whatever happens to the person meanwhile. Source: Adobe Marketo product documentation, salesforce-sync-errors.
 */
export async function send(sync: Sync, context: MarketoContext): Promise<Outcome> {
  const { lead } = sync
  context.tag({ marketo_id: lead.id, ...(lead.email ? { email: lead.email } : {}) })
  const { country, state, lastName, company } = lead
  const checking = { lastName, company, country, state }
  const refused = await context.step(
    'Sync Lead to SFDC → check required fields and picklists',
    () => marked(obstacle(lead), context),
    checking,
  )
  if (refused) return keepFailure(refused, sync, context)
  const sent = await context.step('Sync Lead to SFDC → upsert lead', () => push(lead, context))
  if ('unavailable' in sent) return { failed: sent.unavailable }
  return 'refused' in sent ? keepFailure(sent.refused, sync, context) : keepId(sent.id, sync, context)
}

/** Shows an obstacle on the step under way. */
function marked(reason: string | undefined, context: MarketoContext): string | undefined {
  if (reason) context.fail(reason)
  return reason
}

async function push(lead: Lead, context: MarketoContext): Promise<Upserted> {
  const sent = await upsertLead(context, lead.id, toSalesforce(lead))
  if ('refused' in sent) marked(sent.refused, context)
  if ('unavailable' in sent) marked(sent.unavailable, context)
  return sent
}

const keepFailure = (message: string, sync: Sync, context: MarketoContext) =>
  keep('Sync Lead to SFDC → keep sync error', context, async () => {
    const { clock, tables } = context
    await tables.sync_errors.insert({ leadId: sync.lead.id, at: seconds(clock.now()), message })
    await finish(sync, { Reason: message }, context)
  })

const keepId = (id: string, sync: Sync, context: MarketoContext) =>
  keep('Sync Lead to SFDC → keep Salesforce id', context, async () => {
    context.tag({ salesforce_id: id })
    // Read anew, since the person may have been changed while Salesforce was asked.
    const current = (await context.tables.leads.get(sync.lead.id)) ?? sync.lead
    if (current.sfdcLeadId !== id) await context.tables.leads.update(current, { sfdcLeadId: id, sfdcType: 'Lead' })
    await finish(sync, { 'SFDC Id': id }, context)
  })

async function keep(name: string, context: MarketoContext, work: () => Promise<void>): Promise<undefined> {
  await context.step(name, () => context.conclude(work))
}

/** Logs what became of it. Changes that came while Salesforce was asked still wait for the next cycle. */
async function finish({ lead, pending, campaignId }: Sync, attributes: Record<string, string>, context: MarketoContext) {
  await log(context, lead, 'syncLeadToSfdc', { ...(campaignId === undefined ? {} : { campaignId }), attributes })
  const waiting = pending && (await context.tables.pending_updates.get(lead.id))
  if (waiting && waiting.changes === pending.changes) await context.tables.pending_updates.remove(waiting)
}
