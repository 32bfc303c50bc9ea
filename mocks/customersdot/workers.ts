import { retryIn } from '../sidekiq.ts'
import type { Worker } from '../system.ts'
import { createLead } from './client.ts'
import { idsOf, tagLead } from './leads.ts'
import { toWorkato } from './mapping.ts'
import type { CustomersdotContext, tables } from './tables.ts'

/**
 * Sends a lead to Workato and notes when it was taken. Whatever the failure, it is tried again as often as Sidekiq does by itself; that
 * CustomersDot's workers change nothing about that is assumed.
 */
const createLeadWorker: Worker<typeof tables> = {
  queue: 'default',
  retryIn,

  async perform({ lead_id }, context) {
    const lead = await context.tables.leads.get(lead_id as number)
    if (!lead || lead.sent_at) return undefined
    tagLead(lead, context)
    const result = await send(toWorkato(lead), context)
    if ('failed' in result) return { failed: result.failed, errorClass: 'Workato::Error' }
    const now = context.clock.stamp()
    await context.step('Workato::CreateLeadWorker → set sent_at', () =>
      context.tables.leads.update(lead, { sent_at: now, updated_at: now }),
    )
    context.log({ message: 'Workato lead sent', ...idsOf(lead) })
    return undefined
  },
}

const send = (lead: ReturnType<typeof toWorkato>, context: CustomersdotContext) =>
  context.step('Workato::CreateLeadWorker → Workato::CreateLeadService', () =>
    context.step(
      'Workato::CreateLeadService → WorkatoApp#create_lead',
      async () => {
        const result = await createLead(context, lead)
        if ('failed' in result) context.fail(result.failed)
        return result
      },
      lead,
    ),
  )

export const workers = { 'Workato::CreateLeadWorker': createLeadWorker }
