import { nextTurn } from '../../core/system/turn.ts'
import type { Outcome } from '../records/batch.ts'
import type { Refusal } from '../refusals.ts'
import type { SalesforceContext } from '../tables.ts'
import { delimiters, endings, linesOf, writeCsv } from './csv.ts'
import type { IngestJob } from './jobs.ts'

/** A line of a job's data with what came of it. */
export interface Processed {
  cells: string[]
  outcome: Outcome
}

/** Keeps the results of some records of a job, after those that it has. */
export async function keepResults(job: IngestJob, header: string[], processed: Processed[], { tables }: SalesforceContext) {
  const saved = processed.flatMap(({ cells, outcome }) => ('row' in outcome ? [[outcome.row.Id, String(outcome.created), ...cells]] : []))
  const refused = processed.flatMap(({ cells, outcome }) =>
    'refusal' in outcome ? [[idOf(header, cells), errorOf(outcome.refusal), ...cells]] : [],
  )
  if (processed.length) await tables.ingest_results.insert({ job_id: job.id, successful: write(job, saved), failed: write(job, refused) })
}

/** The records of a job that were saved, or those that were refused; nothing of a job that ended before its first record. */
export async function resultsOf(job: IngestJob, kind: 'successful' | 'failed', { tables }: SalesforceContext): Promise<string> {
  if (job.records === undefined) return ''
  const own = kind === 'successful' ? ['sf__Id', 'sf__Created'] : ['sf__Id', 'sf__Error']
  const results = await tables.ingest_results.find('job', job.id)
  const header = headerOf(job, await dataOf(job, { tables }))
  return write(job, [[...own, ...header]]) + results.map((result) => result[kind]).join('')
}

/** Lines that are written in one turn of the event loop. */
const atOnce = 1000

/** The header line and every record that a job did not reach; as they were uploaded where they cannot be read. */
export async function unprocessedOf(job: IngestJob, context: Pick<SalesforceContext, 'tables'>): Promise<string> {
  const data = await dataOf(job, context)
  const header = job.next ? write(job, [headerOf(job, data)]) : ''
  const written = [header]
  let lines: string[][] = []
  for (const line of linesOf(data, delimiters[job.column_delimiter], job.next)) {
    if ('problem' in line) return header + data.slice(job.next)
    lines.push(line.cells)
    if (lines.length < atOnce) continue
    written.push(write(job, lines))
    lines = []
    await nextTurn()
  }
  return written.join('') + write(job, lines)
}

const dataOf = async (job: IngestJob, { tables }: Pick<SalesforceContext, 'tables'>) =>
  (await tables.ingest_uploads.get(job.id))?.data ?? ''

function headerOf(job: IngestJob, data: string): string[] {
  const first = linesOf(data, delimiters[job.column_delimiter]).next().value
  return first && 'cells' in first ? first.cells : []
}

const write = (job: IngestJob, lines: string[][]) =>
  writeCsv(lines, { delimiter: delimiters[job.column_delimiter], ending: endings[job.line_ending] })

/** A record that was not saved bears the id that was sent with it, if one was. */
const idOf = (header: string[], cells: string[]) => cells[header.findIndex((name) => name.toLowerCase() === 'id')] ?? ''

const errorOf = ({ body }: Refusal<number>) =>
  body.map(({ errorCode, message, fields = [] }) => `${errorCode}:${message}:${fields.join(' ')} --`).join(';')
