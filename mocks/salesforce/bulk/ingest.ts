import type { Handlers } from '../../system.ts'
import { refuse } from '../refusals.ts'
import { stampNow } from '../stamps.ts'
import type { SalesforceContext, tables } from '../tables.ts'
import { findJob, type IngestJob, openJob, toJob } from './jobs.ts'
import { unreached } from './results.ts'

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
    const isEnding = job.state === 'Open' || (job.state === 'UploadComplete' && state === 'Aborted')
    if (!isEnding) return refuseState(job, `become ${state}`)
    const rest = state === 'Aborted' ? { unprocessed: unreached(job) } : {}
    const after = await context.tables.ingest_jobs.update(job, { state, ...rest, updated_at: stampNow(context.clock) })
    if (state === 'UploadComplete') await context.enqueue('IngestJob', { id: job.id })
    return { status: 200, body: toJob(after) }
  },

  async deleteIngestJob({ path }, context) {
    const found = await findJob(path.id, context)
    if ('refusal' in found) return found.refusal
    if (found.job.state === 'Open' || found.job.state === 'InProgress') return refuseState(found.job, 'be deleted')
    await context.tables.ingest_jobs.remove(found.job)
    return { status: 204 }
  },

  async uploadIngestData({ path, body }, context) {
    const found = await findJob(path.id, context)
    if ('refusal' in found) return found.refusal
    if (found.job.state !== 'Open') return refuseState(found.job, 'take data')
    if (found.job.data !== undefined) return refuseTwice(found.job)
    await context.tables.ingest_jobs.update(found.job, { data: body, updated_at: stampNow(context.clock) })
    return { status: 201 }
  },

  getSuccessfulResults: ({ path }, context) => read(path.id, 'successful', context),
  getFailedResults: ({ path }, context) => read(path.id, 'failed', context),
  getUnprocessedRecords: ({ path }, context) => read(path.id, 'unprocessed', context),
}

/** The text is assumed. */
const refuseState = ({ state }: IngestJob, what: string) => refuse(400, 'INVALIDJOBSTATE', `A job that is ${state} cannot ${what}.`)

const refuseTwice = ({ id }: IngestJob) =>
  refuse(
    400,
    'CLIENT_INPUT_ERROR',
    `Found multiple contents for job: <${id.slice(0, 15)}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`,
  )

async function read(id: string, what: 'successful' | 'failed' | 'unprocessed', context: SalesforceContext) {
  const found = await findJob(id, context)
  if ('refusal' in found) return found.refusal
  const { job } = found
  const isOver = job.state === 'JobComplete' || job.state === 'Failed' || job.state === 'Aborted'
  return isOver ? { status: 200 as const, body: job[what] ?? '' } : refuseState(job, 'tell its results')
}
