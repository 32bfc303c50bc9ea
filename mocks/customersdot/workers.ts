import type { Worker } from '../system.ts'
import { createLead } from './client.ts'
import { idsOf, tagLead } from './leads.ts'
import { toWorkato } from './mapping.ts'
import type { CustomersdotContext, tables } from './tables.ts'

/** Sidekiq's default; how often CustomersDot's own workers retry is assumed. */
const retries = 25

/**
 * Sends a lead to Workato and notes when it was taken. Retries as Sidekiq does, in seconds, then leaves the job in the dead
 * set. Source: Sidekiq wiki, Error Handling.
 */
const createLeadWorker: Worker<typeof tables> = {
  queue: 'default',
  retryIn: (failures, chance) => {
    const count = failures - 1
    return count < retries ? count ** 4 + 15 + Math.floor(chance * 10) * (count + 1) : undefined
  },

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
