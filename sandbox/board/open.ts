import type { Open } from '../../mocks/core/jobs/backlog.ts'
import type { Job } from '../../mocks/core/system/record.ts'
import type { World } from '../../mocks/core/world.ts'
import { changeJob } from './change.ts'
import type { Entry, Shelf, State } from './entry.ts'

/** The jobs of a system that are not done. Sidekiq's retry set is Bull's `delayed`, its dead set is `failed`. */
export const openJobs = (world: World, system: Job['system']): Shelf => ({
  ids(state) {
    const own = [...world.backlog.all()].filter((job) => job.system === system && stateOf(world, job) === state)
    return own.map(({ id }) => id).reverse()
  },

  find(id) {
    const job = world.jobs.get(id)
    return job?.system === system ? toEntry(world, job) : undefined
  },
})

function stateOf({ clock, runner }: World, { id, state, at }: Pick<Open, 'id' | 'state' | 'at'>): State {
  if (runner.isRunning(id)) return 'active'
  if (state === 'dead') return 'failed'
  return at <= clock.now() ? 'waiting' : 'delayed'
}

function toEntry(world: World, job: Job): Entry {
  const { id, class: name, args, attempt: attemptsMade, error: failedReason = '', created_at, run_at } = job
  const timestamp = Date.parse(created_at)
  const at = Date.parse(run_at)
  const due = () => changeJob(world, id, (job) => ({ ...job, state: 'retry', run_at: world.clock.stamp() }))
  return {
    state: stateOf(world, { id, state: job.state, at }),
    traceId: job.trace_id,
    json: {
      ...{ id, name, data: args, timestamp, attemptsMade, failedReason },
      ...{ progress: 0, stacktrace: [], returnvalue: null, opts: {} },
      delay: at - timestamp,
      ...(job.state === 'dead' ? { processedOn: at } : {}),
    },
    retry: due,
    promote: due,
    remove: () => changeJob(world, id, () => null),
  }
}
