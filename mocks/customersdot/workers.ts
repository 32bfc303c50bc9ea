import { retryIn } from '../core/system/rails.ts'
import type { Worker } from '../core/system/system.ts'
import { createLead, post, type Sent } from './client.ts'
import { idsOf, tagLead } from './leads/leads.ts'
import { type Lead, toPlatypus, toWorkato } from './mapping.ts'
import type { CustomersdotContext, tables } from './tables.ts'

/** A worker that hands leads on: the steps of the guide's diagram, and what is sent. */
interface Hand<Body> {
  /** `Workato` or `Platypus`, as the guide's classes are named. */
  name: string
  /** The last class of the diagram with its method. */
  app: string
  bodyOf(lead: Lead): Body
  send(context: CustomersdotContext, body: Body): Promise<Sent>
}

/**
 * Sends a lead on and notes when it was taken. Whatever the failure, it is tried again as often as Sidekiq does by itself; that
 * CustomersDot's workers change nothing about that is assumed.
 */
const handing = <Body>(hand: Hand<Body>): Worker<typeof tables> => ({
  queue: 'default',
  retryIn,

  async perform({ lead_id }, context) {
    const lead = await context.tables.leads.get(lead_id as number)
    if (!lead || lead.sent_at) return undefined
    tagLead(lead, context)
    const result = await send(hand, lead, context)
    if ('failed' in result) return { failed: result.failed, errorClass: `${hand.name}::Error` }
    const now = context.clock.stamp()
    await context.step(`${hand.name}::CreateLeadWorker → set sent_at`, () =>
      context.tables.leads.update(lead, { sent_at: now, updated_at: now }),
    )
    context.log({ message: `${hand.name} lead sent`, ...idsOf(lead) })
    return undefined
  },
})

function send<Body>({ name, app, bodyOf, send }: Hand<Body>, lead: Lead, context: CustomersdotContext): Promise<Sent> {
  const body = bodyOf(lead)
  return context.step(`${name}::CreateLeadWorker → ${name}::CreateLeadService`, () =>
    context.step(
      `${name}::CreateLeadService → ${app}`,
      async () => {
        const result = await send(context, body)
        if ('failed' in result) context.fail(result.failed)
        return result
      },
      body,
    ),
  )
}

/** Source of the names: GitLab PQL development guide, of 2023 for Workato and of 2022 for Platypus. */
export const workers = {
  'Workato::CreateLeadWorker': handing({ name: 'Workato', app: 'WorkatoApp#create_lead', bodyOf: toWorkato, send: createLead }),
  'Platypus::CreateLeadWorker': handing({ name: 'Platypus', app: 'PlatypusApp#post', bodyOf: toPlatypus, send: post }),
}
