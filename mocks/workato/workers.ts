import type { Worker } from '../core/system/system.ts'
import { run } from './recipe/jobs.ts'
import type { tables } from './tables.ts'

/** Seconds after which a job looks again whether its recipe was started; assumed. */
const pause = 60

/**
 * Runs a job that nobody waits for: one that outlasted its request, or a repeated one. Workato does not try again what failed, so the job
 * is over either way; while the recipe is stopped it pauses. Source: Workato docs, connectors/recipeops/actions/stop-recipe.
 */
const recipeJob: Worker<typeof tables> = {
  queue: 'recipes',
  retryIn: () => pause,

  async perform({ job_id }, context) {
    const job = await context.tables.jobs.get(job_id as string)
    const { trigger } = job ?? {}
    if (job?.status !== 'pending' || !trigger) return undefined
    if (!(await context.tables.recipes.get(job.recipe_id))?.running) return { failed: 'Recipe is not running' }
    context.tag({ email: trigger.email })
    const { job: ended, result } = await run({ ...job, trigger }, context)
    await context.tables.jobs.update(job, ended)
    if ('marketoId' in result) context.tag({ marketo_id: result.marketoId })
    return undefined
  },
}

export const workers = { RecipeJob: recipeJob }
