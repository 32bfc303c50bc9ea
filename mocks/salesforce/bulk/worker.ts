import { coerce } from '../../core/http/coerce.ts'
import type { Worker } from '../../core/system/system.ts'
import { countBatches } from '../access/limits.ts'
import { type Fields, type Outcome, perform, type Verb } from '../records/batch.ts'
import type { Field } from '../records/fields.ts'
import { type Sobject, sobjectOf } from '../records/sobjects.ts'
import type { SalesforceContext, tables } from '../tables.ts'
import { stampNow } from '../time.ts'
import type { IngestJob } from './jobs.ts'
import { nextPortion } from './portion.ts'
import { keepResults, type Processed } from './results.ts'

/**
 * Processes the next records of a job whose data is complete. They are one transaction with the job's progress, and the rest is
 * another run's, so that a run that is repeated doubles nothing.
 */
export const worker: Worker<typeof tables> = {
  queue: 'bulk',
  async perform({ id }, context, { parent_id }) {
    const job = await context.tables.ingest_jobs.get(id as string)
    if (job?.state !== 'UploadComplete' && job?.state !== 'InProgress') return undefined
    const progress = await processNext(job, context)
    await context.tables.ingest_jobs.update(job, { ...progress, updated_at: stampNow(context.clock) })
    if (progress.state === 'InProgress') await context.enqueue('IngestJob', { id }, { parentId: parent_id })
    else countBatches(progress.records, context)
    return undefined
  },
  retryIn: () => undefined,
}

type Progress = Pick<IngestJob, 'state' | 'next' | 'failures' | 'error'> & { records: number }

async function processNext(job: IngestJob, context: SalesforceContext): Promise<Progress> {
  const object = sobjectOf(job.object) as Sobject
  const upload = await context.tables.ingest_uploads.get(job.id)
  const { header, lines, next, isLast, problem } = nextPortion(job, upload?.data ?? '', object)
  const processed: Processed[] = []
  const fields = header.map((name) => object.field(name) as Field)
  for (const cells of lines) processed.push({ cells, outcome: await one(job, object, recordOf(fields, cells), context) })
  await keepResults(job, header, processed, context)
  const failures = (job.failures ?? 0) + processed.filter(({ outcome }) => 'refusal' in outcome).length
  const progress = { records: (job.records ?? 0) + lines.length, failures, next }
  if (problem) return { ...progress, state: 'Failed', error: `InvalidBatch : ${problem}` }
  return { ...progress, state: isLast ? 'JobComplete' : 'InProgress' }
}

/** An empty cell leaves a field as it is, `#N/A` empties it. */
function recordOf(fields: Field[], cells: string[]): Fields {
  const entries = cells.map((cell, index) => [fields[index] as Field, cell] as const)
  return Object.fromEntries(
    entries.filter(([, cell]) => cell !== '').map(([field, cell]) => [field.name, cell === '#N/A' ? null : cellValue(field, cell)]),
  )
}

const kinds: Partial<Record<Field['type'], string>> = { boolean: 'boolean', int: 'integer', double: 'number', currency: 'number' }

const cellValue = ({ type }: Field, cell: string) => coerce(cell, { type: kinds[type] ?? 'string' })

function one(job: IngestJob, object: Sobject, fields: Fields, context: SalesforceContext): Promise<Outcome> {
  const writing = { path: { version: job.version }, headers: { 'sforce-auto-assign': job.assignment_rule_id ?? 'FALSE' } }
  return perform(verbOf(job, object), object, fields, writing, context)
}

function verbOf({ operation, external_id_field }: IngestJob, object: Sobject): Verb {
  if (operation === 'upsert') return { kind: 'upsert', key: object.field(external_id_field as string) as Field }
  return { kind: operation }
}
