import type { Job } from '../core/system/record.ts'
import type { Worker } from '../core/system/system.ts'
import { createLead } from './client.ts'
import { type Lead, toWorkato } from './mapping.ts'
import type { PlatypusContext, tables } from './tables.ts'

/** The queue's name. Source: GitLab PQL development guide (2022), the dashboard's URL. */
export const queue = 'new-lead-queue'

/**
 * Sends a lead of the queue to Workato. The data of a lead stays in the queue and is in no log; a failure is told to Slack, and the lead
 * can be retried from the queue. Source: GitLab handbook, product-qualified-leads-integration. That a failed job is not retried by
 * itself is Bull's default and assumed of Platypus.
 */
const newLead: Worker<typeof tables> = {
  queue,
  retryIn: () => undefined,

  async perform({ lead }, context, job) {
    const { email } = lead as Lead
    context.tag({ email })
    const sent = toWorkato(lead as Lead)
    const result = await context.step(
      'post to Workato',
      async () => {
        const result = await createLead(context, sent)
        if ('failed' in result) context.fail(result.failed)
        return result
      },
      sent,
    )
    if ('failed' in result) return fail(result.failed, job, context)
    await keep(job, context)
    return undefined
  },
}

async function fail(reason: string, { id }: Job, context: PlatypusContext) {
  const text = `Job ${id} of ${queue} failed: ${reason}`
  const alert = { at: context.clock.stamp(), channel: '#alerts_pql-sync' as const, text }
  await context.step('alert Slack', () => context.tables.alerts.insert(alert))
  return { failed: reason }
}

/** The dashboard goes on showing what is done. */
async function keep({ id, args, attempt, created_at, trace_id }: Job, context: PlatypusContext) {
  const done = { finished_at: context.clock.stamp(), attempts: attempt + 1 }
  const row = { id, lead: args.lead as Lead, created_at, ...done, trace_id }
  await context.step('complete', () => context.tables.completed_jobs.insert(row))
}

export const workers = { 'new-lead': newLead }
