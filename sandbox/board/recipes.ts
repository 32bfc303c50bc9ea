import type { Schema } from '../../contracts/types.ts'
import type { World } from '../../mocks/world.ts'
import type { Entry, Shelf, State } from './entry.ts'

type Job = Schema<'WorkatoJob'>

/** Where the board shows a job by its status; any other has failed. */
const states: Record<string, State> = { succeeded: 'completed', pending: 'active' }
const statuses: Partial<Record<State, string[]>> = { completed: ['succeeded'], active: ['pending'], failed: ['failed', 'aborted'] }

/** The jobs of Workato's recipes, to look at: Workato does not try again what failed; who sent the lead does. */
export function recipeJobs(world: World): Shelf {
  const jobs = () => world.store.relation('workato.jobs')
  return {
    ids: (state) => (statuses[state] ?? []).flatMap((status) => [...jobs().keys('status', status)].reverse() as string[]),
    find(id) {
      const job = jobs().rows.get(id) as Job | undefined
      return job && toEntry(job)
    },
  }
}

const stateOf = ({ status }: Job): State => states[status] ?? 'failed'

function toEntry(job: Job): Entry {
  const { id, recipe_id, recipe_version, title, started_at, completed_at, error } = job
  return {
    state: stateOf(job),
    traceId: job.trace_id,
    json: {
      ...{ id, name: title, data: { recipe_id, recipe_version }, timestamp: Date.parse(started_at), attemptsMade: 1 },
      ...{ progress: 0, failedReason: error ?? '', stacktrace: [], returnvalue: null, opts: {} },
      processedOn: Date.parse(started_at),
      ...(completed_at ? { finishedOn: Date.parse(completed_at) } : {}),
    },
  }
}
