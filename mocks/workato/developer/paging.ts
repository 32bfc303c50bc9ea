import type { Input, Schema } from '../../../contracts/openapi/types.ts'
import type { Job, WorkatoContext } from '../tables.ts'
import { jobEntity } from './entities.ts'

type Query = Input<'workato.listJobs'>['query']
type List = Schema<'WorkatoJobList'>

/** Jobs of a page; assumed. */
const pageSize = 100

/** How the jobs of a recipe ended. Reads all jobs, which is slow with many of them; no lead waits for it. */
export async function countJobs(recipeId: number, context: WorkatoContext): Promise<Omit<List, 'job_scope_count' | 'items'>> {
  const jobs = await jobsOf(recipeId, context)
  const count = (...statuses: Job['status'][]) => jobs.filter(({ status }) => statuses.includes(status)).length
  return { job_succeeded_count: count('succeeded'), job_failed_count: count('failed', 'aborted'), job_count: jobs.length }
}

/** The jobs that a query asks for, newest first: before its offset, or with `prev` after it. */
export async function listPage(recipeId: number, query: Query, context: WorkatoContext): Promise<Pick<List, 'job_scope_count' | 'items'>> {
  const jobs = (await jobsOf(recipeId, context)).filter((job) => isWanted(job, query))
  return { job_scope_count: jobs.length, items: cut(jobs, query).map(jobEntity) }
}

const jobsOf = async (recipeId: number, { tables }: WorkatoContext): Promise<Job[]> =>
  (await tables.jobs.page({ limit: Number.POSITIVE_INFINITY, where: ({ recipe_id }) => recipe_id === recipeId })).rows

const statuses: Record<NonNullable<NonNullable<Query>['status']>, Job['status'][]> = {
  succeeded: ['succeeded'],
  failed: ['failed', 'aborted'],
  pending: ['pending'],
}

const isWanted = ({ status, repeat_of }: Job, { status: wanted, rerun_only }: NonNullable<Query> = {}): boolean =>
  (!wanted || statuses[wanted].includes(status)) && (!rerun_only || repeat_of !== undefined)

/** The page is empty if the offset is not one of the jobs. */
function cut(jobs: Job[], { offset_job_id, prev }: NonNullable<Query> = {}): Job[] {
  if (!offset_job_id) return jobs.slice(0, pageSize)
  const place = jobs.findIndex(({ id }) => id === offset_job_id)
  if (place < 0) return []
  return prev ? jobs.slice(Math.max(0, place - pageSize), place) : jobs.slice(place + 1, place + 1 + pageSize)
}
