import type { Handlers } from '../../core/system/system.ts'
import { cancel, repeat } from '../recipe/jobs.ts'
import { refuse } from '../refusals.ts'
import type { Job, Recipe, tables, WorkatoContext } from '../tables.ts'
import { jobEntity } from './entities.ts'
import { countJobs, listPage } from './paging.ts'

type All = Handlers<'workato', typeof tables>
type Developer = Omit<All, 'createToken' | 'createLead' | 'createPlatypusLead'>
type Asked = { path: { recipe_id: number } }

const notFound = () => refuse(404, 'Record not found')
const done = { status: 200 as const, body: { success: true as const } }

/** Finds the recipe of a call, or answers that there is none. */
const onRecipe =
  <Given extends Asked, Answered>(work: (recipe: Recipe, asked: Given, context: WorkatoContext) => Promise<Answered>) =>
  async (asked: Given, context: WorkatoContext) => {
    const recipe = await context.tables.recipes.get(asked.path.recipe_id)
    return recipe ? work(recipe, asked, context) : notFound()
  }

const switching = (running: boolean) =>
  onRecipe(async (recipe, _: Asked, { tables }) => {
    await tables.recipes.update(recipe, { running })
    return done
  })

type JobsAsked = Asked & { body: { job_ids: string[] } }

/** Does something with each of the jobs asked for, or answers that the recipe lacks one of them and does nothing. */
const onJobs = (change: (job: Job, recipe: Recipe, context: WorkatoContext) => Promise<string[]>) =>
  onRecipe(async (recipe, { body }: JobsAsked, context) => {
    const found = await Promise.all(body.job_ids.map((id) => jobOf(recipe, id, context)))
    const jobs = found.filter((job) => job !== undefined)
    if (jobs.length < found.length) return notFound()
    const changed: string[] = []
    for (const job of jobs) changed.push(...(await change(job, recipe, context)))
    return { status: 200 as const, body: { job_ids: changed } }
  })

async function jobOf({ id }: Recipe, handle: string, { tables }: WorkatoContext): Promise<Job | undefined> {
  const job = await tables.jobs.get(handle)
  return job?.recipe_id === id ? job : undefined
}

/** Source: Workato docs, workato-api/jobs and workato-api/recipes. */
export const developer: Developer = {
  getRecipe: onRecipe(async ({ id, name, running, version }, _: Asked, context) => {
    const { job_succeeded_count, job_failed_count } = await countJobs(id, context)
    return { status: 200 as const, body: { id, name, running, version_no: version, job_succeeded_count, job_failed_count } }
  }),

  startRecipe: switching(true),
  stopRecipe: switching(false),

  listJobs: onRecipe(async ({ id }, { query }: Parameters<All['listJobs']>[0], context) => ({
    status: 200 as const,
    body: { ...(await countJobs(id, context)), ...(await listPage(id, query, context)) },
  })),

  getJob: onRecipe(async (recipe, { path }: Parameters<All['getJob']>[0], context) => {
    const job = await jobOf(recipe, path.job_handle, context)
    return job ? { status: 200 as const, body: jobEntity(job) } : notFound()
  }),

  repeatJobs: onJobs(repeat),
  cancelJobs: onJobs((job, _, context) => cancel(job, context)),
}
