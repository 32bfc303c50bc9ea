import { coerce } from '../../coerce.ts'
import type { Worker } from '../../system.ts'
import { type Fields, type Outcome, perform, type Verb } from '../records/batch.ts'
import type { Field } from '../records/fields.ts'
import { type Sobject, sobjectOf } from '../records/sobjects.ts'
import { stampNow } from '../stamps.ts'
import type { SalesforceContext, tables } from '../tables.ts'
import { countBatches } from '../usage.ts'
import { delimiters, readCsv } from './csv.ts'
import type { IngestJob } from './jobs.ts'
import { type Processed, resultsOf, unreached } from './results.ts'

/** Processes a job whose data is complete. It is committed whole, so that nobody sees it in progress. */
export const worker: Worker<typeof tables> = {
  queue: 'bulk',
  async perform({ id }, context) {
    const job = await context.tables.ingest_jobs.get(id as string)
    if (job?.state !== 'UploadComplete') return undefined
    const changes = await process(job, context)
    await context.tables.ingest_jobs.update(job, { ...changes, updated_at: stampNow(context.clock) })
    return undefined
  },
  retryIn: () => undefined,
}

async function process(job: IngestJob, context: SalesforceContext): Promise<Partial<IngestJob>> {
  const object = sobjectOf(job.object) as Sobject
  const table = readCsv(job.data ?? '', delimiters[job.column_delimiter])
  if ('problem' in table) return failed(job, `InvalidBatch : ${table.problem}`)
  const [header = [], ...lines] = table.lines
  const unknown = header.find((name) => !object.field(name))
  if (unknown !== undefined) return failed(job, `InvalidBatch : Field name not found : ${unknown}`)
  const records: Processed['records'] = []
  for (const cells of lines) records.push({ cells, outcome: await one(job, object, recordOf(object, header, cells), context) })
  countBatches(records.length, context)
  const failures = records.filter(({ outcome }) => 'refusal' in outcome).length
  return { state: 'JobComplete', records: records.length, failures, ...resultsOf(job, { header, records }) }
}

const failed = (job: IngestJob, error: string): Partial<IngestJob> => ({
  state: 'Failed',
  error,
  unprocessed: unreached(job),
})

/** An empty cell leaves a field as it is, `#N/A` empties it. */
function recordOf(object: Sobject, header: string[], cells: string[]): Fields {
  const entries = header.map((name, index) => [object.field(name) as Field, cells[index] ?? ''] as const)
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
