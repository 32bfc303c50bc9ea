import type { Schema } from '../../contracts/openapi/types.ts'
import { Scope } from '../../mocks/core/engine/scope.ts'
import type { Job as Queued } from '../../mocks/core/system/record.ts'
import type { World } from '../../mocks/core/world.ts'
import { cancel, repeat } from '../../mocks/workato/recipe/jobs.ts'
import type { Recipe, WorkatoContext } from '../../mocks/workato/tables.ts'
import { change, changeJob, removeRow } from './change.ts'
import type { Entry, Shelf, State } from './entry.ts'

type Job = Schema<'WorkatoJob'>

const table = 'workato.jobs'

/** Where the board shows a job by its status; any other has failed. */
const states: Record<string, State> = { succeeded: 'completed', pending: 'delayed' }
const statuses: Partial<Record<State, string[]>> = { completed: ['succeeded'], delayed: ['pending'], failed: ['failed', 'aborted'] }

/**
 * The jobs of Workato's recipe. One that failed is retried as Workato repeats it: as another job with the same trigger event. One that takes longer than its caller waits is promoted.
 */
export function recipeJobs(world: World): Shelf {
  const jobs = () => world.store.relation(table)
  return {
    ids: (state) => (statuses[state] ?? []).flatMap((status) => [...jobs().keys('status', status)].reverse() as string[]),
    find(id) {
      const job = jobs().rows.get(id) as Job | undefined
      return job && toEntry(world, job)
    },
  }
}

function toEntry(world: World, job: Job): Entry {
  const { id, recipe_id, recipe_version, title, status, started_at, completed_at, error } = job
  return {
    state: states[status] ?? 'failed',
    traceId: job.trace_id,
    json: {
      ...{ id, name: title, data: { recipe_id, recipe_version }, timestamp: Date.parse(started_at), attemptsMade: 1 },
      ...{ progress: 0, failedReason: error ?? '', stacktrace: [], returnvalue: null, opts: {} },
      processedOn: Date.parse(started_at),
      ...(completed_at ? { finishedOn: Date.parse(completed_at) } : {}),
    },
    retry: () => inWorkato(world, job, (recipe, context) => repeat(job, recipe, context)),
    promote: () => promote(world, id),
    remove: () => (status === 'pending' ? inWorkato(world, job, (_, context) => cancel(job, context)) : removeRow(world, table, id)),
  }
}

/** Does with a job what Workato's own pages do. */
const inWorkato = (world: World, { recipe_id }: Job, work: (recipe: Recipe, context: WorkatoContext) => Promise<unknown>) =>
  change(world, async (unit) => {
    const context: WorkatoContext = new Scope(world, world.system('workato'), unit)
    const recipe = await context.tables.recipes.get(recipe_id)
    if (recipe) await work(recipe, context)
  })

/** Lets a job that still takes its time end now. */
async function promote(world: World, id: string) {
  for (const queued of world.jobs.values())
    if (isRunOf(queued, id)) await changeJob(world, queued.id, (job) => ({ ...job, run_at: world.clock.stamp() }))
}

const isRunOf = ({ system, args }: Queued, id: string) => system === 'workato' && args.job_id === id
