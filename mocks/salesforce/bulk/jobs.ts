import type { Rows, Schema } from '../../../contracts/openapi/types.ts'
import { longId, newId, prefixes } from '../ids.ts'
import { sobjectOf } from '../records/sobjects.ts'
import { keyOf } from '../records/upsert.ts'
import { type Refusal, refuse, refuseUnknown } from '../refusals.ts'
import { org } from '../resources/org.ts'
import type { SalesforceContext } from '../tables.ts'
import { stampNow } from '../time.ts'

export type IngestJob = Rows<'SalesforceTables'>['ingest_jobs']

/** Opens a job. What it is refused for is assumed. */
export async function openJob(
  body: Schema<'SalesforceIngestRequest'>,
  version: string,
  { tables, ids, clock }: SalesforceContext,
): Promise<{ job: IngestJob } | { refusal: Refusal }> {
  const object = sobjectOf(body.object)
  if (!object) return { refusal: refuse(400, 'INVALIDJOB', `InvalidJob : ${body.object} is not supported.`) }
  const key = keyOf(object, body.externalIdFieldName ?? '')
  if (body.operation === 'upsert' && !key)
    return { refusal: refuse(400, 'INVALIDJOB', 'InvalidJob : An upsert needs an external ID field.') }
  const now = stampNow(clock)
  const job = await tables.ingest_jobs.insert({
    id: newId(ids, prefixes.IngestJob),
    operation: body.operation,
    object: object.name,
    ...(key ? { external_id_field: key.name } : {}),
    ...(body.assignmentRuleId ? { assignment_rule_id: body.assignmentRuleId } : {}),
    version,
    created_at: now,
    updated_at: now,
    state: 'Open',
    line_ending: body.lineEnding ?? 'LF',
    column_delimiter: body.columnDelimiter ?? 'COMMA',
  })
  return { job }
}

/** The job with an id of 15 or 18 characters. */
export async function findJob(id: string, { tables }: SalesforceContext): Promise<{ job: IngestJob } | { refusal: Refusal<404> }> {
  const job = await tables.ingest_jobs.get(longId(id) ?? '')
  return job ? { job } : { refusal: refuseUnknown() }
}

/** A job as the API tells of it. */
export const toJob = (job: IngestJob): Schema<'SalesforceIngestJob'> => ({
  id: job.id,
  operation: job.operation,
  object: job.object,
  ...(job.external_id_field ? { externalIdFieldName: job.external_id_field } : {}),
  ...(job.assignment_rule_id ? { assignmentRuleId: job.assignment_rule_id } : {}),
  createdById: org.user.id,
  createdDate: job.created_at,
  systemModstamp: job.updated_at,
  state: job.state,
  concurrencyMode: 'Parallel',
  contentType: 'CSV',
  apiVersion: Number(job.version.slice(1)),
  contentUrl: `services/data/${job.version}/jobs/ingest/${job.id}/batches`,
  lineEnding: job.line_ending,
  columnDelimiter: job.column_delimiter,
  jobType: 'V2Ingest',
  numberRecordsProcessed: job.records ?? 0,
  numberRecordsFailed: job.failures ?? 0,
  ...(job.error ? { errorMessage: job.error } : {}),
})
