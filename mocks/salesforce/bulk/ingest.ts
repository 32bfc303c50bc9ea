import type { Handlers } from '../../core/system/system.ts'
import { countBatches } from '../access/limits.ts'
import { refuse } from '../refusals.ts'
import type { SalesforceContext, tables } from '../tables.ts'
import { stampNow } from '../time.ts'
import { findJob, type IngestJob, openJob, toJob } from './jobs.ts'
import { resultsOf, unprocessedOf } from './results.ts'

type Operation =
  | 'createIngestJob'
  | 'getIngestJob'
  | 'updateIngestJob'
  | 'deleteIngestJob'
  | 'uploadIngestData'
  | 'getSuccessfulResults'
  | 'getFailedResults'
  | 'getUnprocessedRecords'

/** Jobs of the Bulk API 2.0. Source: Salesforce Bulk API 2.0 guide, Spring '26. */
export const ingest: Pick<Handlers<'salesforce', typeof tables>, Operation> = {
  async createIngestJob({ body, path }, context) {
    const opened = await openJob(body, path.version, context)
    return 'refusal' in opened ? opened.refusal : { status: 200, body: toJob(opened.job) }
  },

  async getIngestJob({ path }, context) {
    const found = await findJob(path.id, context)
    return 'refusal' in found ? found.refusal : { status: 200, body: toJob(found.job) }
  },

  async updateIngestJob({ path, body: { state } }, context) {
    const found = await findJob(path.id, context)
    if ('refusal' in found) return found.refusal
    const { job } = found
    const isUnderWay = job.state === 'UploadComplete' || job.state === 'InProgress'
    if (job.state !== 'Open' && !(isUnderWay && state === 'Aborted')) return refuseState(job, `become ${state}`)
    const after = await context.tables.ingest_jobs.update(job, { state, updated_at: stampNow(context.clock) })
    if (state === 'UploadComplete') await context.enqueue('IngestJob', { id: job.id })
    else countBatches(job.records ?? 0, context)
    return { status: 200, body: toJob(after) }
  },

  async deleteIngestJob({ path }, context) {
    const found = await findJob(path.id, context)
    if ('refusal' in found) return found.refusal
    if (found.job.state === 'Open' || found.job.state === 'InProgress') return refuseState(found.job, 'be deleted')
    const { ingest_jobs, ingest_uploads, ingest_results } = context.tables
    await ingest_jobs.remove(found.job)
    const upload = await ingest_uploads.get(found.job.id)
    if (upload) await ingest_uploads.remove(upload)
    for (const result of await ingest_results.find('job', found.job.id)) await ingest_results.remove(result)
    return { status: 204 }
  },

  async uploadIngestData({ path, body }, context) {
    const found = await findJob(path.id, context)
    if ('refusal' in found) return found.refusal
    if (found.job.state !== 'Open') return refuseState(found.job, 'take data')
    if (await context.tables.ingest_uploads.get(found.job.id)) return refuseTwice(found.job)
    await context.tables.ingest_uploads.insert({ id: found.job.id, data: body })
    await context.tables.ingest_jobs.update(found.job, { updated_at: stampNow(context.clock) })
    return { status: 201 }
  },

  getSuccessfulResults: ({ path }, context) => read(path.id, (job) => resultsOf(job, 'successful', context), context),
  getFailedResults: ({ path }, context) => read(path.id, (job) => resultsOf(job, 'failed', context), context),
  getUnprocessedRecords: ({ path }, context) => read(path.id, (job) => unprocessedOf(job, context), context),
}

/** The text is assumed. */
const refuseState = ({ state }: IngestJob, what: string) => refuse(400, 'INVALIDJOBSTATE', `A job that is ${state} cannot ${what}.`)

const refuseTwice = ({ id }: IngestJob) =>
  refuse(
    400,
    'CLIENT_INPUT_ERROR',
    `Found multiple contents for job: <${id.slice(0, 15)}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`,
  )

async function read(id: string, write: (job: IngestJob) => Promise<string>, context: SalesforceContext) {
  const found = await findJob(id, context)
  if ('refusal' in found) return found.refusal
  const { job } = found
  const isOver = job.state === 'JobComplete' || job.state === 'Failed' || job.state === 'Aborted'
  return isOver ? { status: 200 as const, body: await write(job) } : refuseState(job, 'tell its results')
}
