import { pageOf } from '../../mocks/core/collections/page.ts'
import type { Job } from '../../mocks/core/system/record.ts'
import type { World } from '../../mocks/core/world.ts'
import { refuse } from './errors.ts'
import { misspelt } from './filters.ts'
import type { ControlHandlers } from './host.ts'
import { pageLength } from './traces.ts'

export const jobHandlers = (world: () => World): Pick<ControlHandlers, 'listJobs' | 'runJob'> => ({
  listJobs({ query }) {
    const unknown = misspelt('control.listJobs', query)
    if (unknown) return refuse(400, unknown)
    const { state, system, trace, limit = pageLength, after } = query
    const all = trace === undefined ? [...world().jobs.values()] : jobsOf(trace, world())
    const latestDueFirst = all.sort((one, other) => other.run_at.localeCompare(one.run_at))
    const matches = (job: Job) => (state === undefined || job.state === state) && (system === undefined || job.system === system)
    const { rows, next } = pageOf(latestDueFirst, { limit, after, where: matches }, (job) => job)
    return { status: 200, body: { jobs: rows, next } }
  },

  async runJob({ path }) {
    const result = await world().runner.run(path.id)
    return result ? { status: 200, body: result } : refuse(404, `There is no job ${path.id}. One that succeeded is gone.`)
  },
})

const jobsOf = (trace: string, { backlog, jobs }: World): Job[] => backlog.of(trace).map(({ id }) => jobs.get(id) as Job)
