import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Job, Recipe, WorkatoContext } from '../tables.ts'
import { type Run, runRecipe } from './recipe.ts'

/** Seconds that an endpoint waits for its job. Source: Workato docs, api-mgmt/configure-recipe-endpoint. */
const requestTimeout = 30

/** A job for a trigger event, pending and stored nowhere yet. Handles have the form of those in Workato's docs. */
export const newJob = (trigger: Schema<'WorkatoLead'>, recipe: Recipe, { clock, ids, traceId }: WorkatoContext): Job => ({
  id: `j-${ids.word(8)}-${ids.word(6)}`,
  recipe_id: recipe.id,
  recipe_version: recipe.version,
  status: 'pending',
  title: `${trigger.product_interaction}: ${trigger.email}`,
  started_at: clock.stamp(),
  completed_at: null,
  error: null,
  trace_id: traceId,
  trigger,
})

/** Whether the job takes longer than whoever called the endpoint is kept waiting. */
export const isTooSlow = ({ job_time = 0, request_timeout = requestTimeout }: Recipe): boolean => job_time > request_timeout

/** Keeps a job as pending and has it run once its time is over; nobody waits for its answer. */
export async function postpone(job: Job, { job_time = 0 }: Recipe, context: WorkatoContext) {
  await context.tables.jobs.insert(job)
  await context.enqueue('RecipeJob', { job_id: job.id }, { delay: job_time })
}

/** Has a job run again as another one, whatever became of it, unless its trigger event was not kept. */
export async function repeat({ id, trigger }: Job, recipe: Recipe, context: WorkatoContext): Promise<string[]> {
  if (!trigger) return []
  const again: Job = { ...newJob(trigger, recipe, context), repeat_of: id }
  await postpone(again, recipe, context)
  return [again.id]
}

/** Ends a job that has not run yet. */
export async function cancel(job: Job, { clock, ids, tables }: WorkatoContext): Promise<string[]> {
  if (job.status !== 'pending') return []
  await tables.jobs.update(job, { status: 'aborted', completed_at: clock.stamp(), error: 'Job was canceled', error_id: ids.uuid() })
  return [job.id]
}

/** Runs a job: as it stands then, and what came of it. */
export async function run(job: Job & Required<Pick<Job, 'trigger'>>, context: WorkatoContext): Promise<{ job: Job } & Pick<Run, 'result'>> {
  const { steps, result } = await runRecipe(job.trigger, context)
  const ended = { ...job, steps, completed_at: context.clock.stamp() }
  if ('failed' in result) return { job: { ...ended, status: 'failed', error: result.failed, error_id: context.ids.uuid() }, result }
  return { job: { ...ended, status: 'succeeded' }, result }
}
