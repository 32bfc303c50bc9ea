import type { Open } from '../../mocks/backlog.ts'
import type { Job } from '../../mocks/record.ts'
import { attempt } from '../../mocks/work.ts'
import type { World } from '../../mocks/world.ts'
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
  const due = () => change(world, id, (job) => ({ ...job, state: 'retry', run_at: world.clock.stamp() }))
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
    remove: () => change(world, id, () => null),
  }
}

/** Changes a job that does not run, and lets what is due begin. */
async function change(world: World, id: string, to: (job: Job) => Job | null) {
  const span = { traceId: world.ids.trace(), spanId: world.ids.span() }
  await attempt(world, span, async ({ changes }) => {
    const job = world.jobs.get(id)
    if (world.runner.isRunning(id)) throw new Error(`Job ${id} is running.`)
    if (job) changes.stage('control.jobs', id, job, to(job))
  })
  world.runner.wake()
}
