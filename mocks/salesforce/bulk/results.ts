import type { Outcome } from '../records/batch.ts'
import type { Refusal } from '../refusals.ts'
import { delimiters, endings, readCsv, writeCsv } from './csv.ts'
import type { IngestJob } from './jobs.ts'

/** Records of a job: the header line, and the line of each with what came of it. */
export interface Processed {
  header: string[]
  records: { cells: string[]; outcome: Outcome }[]
}

/** What is kept of a job that processed its records. */
export function resultsOf(job: IngestJob, { header, records }: Processed): Pick<IngestJob, 'successful' | 'failed' | 'unprocessed'> {
  const saved = records.flatMap(({ cells, outcome }) => ('row' in outcome ? [[outcome.row.Id, String(outcome.created), ...cells]] : []))
  const refused = records.flatMap(({ cells, outcome }) =>
    'refusal' in outcome ? [[idOf(header, cells), errorOf(outcome.refusal), ...cells]] : [],
  )
  return {
    successful: write(job, [['sf__Id', 'sf__Created', ...header], ...saved]),
    failed: write(job, [['sf__Id', 'sf__Error', ...header], ...refused]),
    unprocessed: write(job, [header]),
  }
}

/** All that was uploaded, for a job that ends before it processes anything. */
export function unreached(job: IngestJob): string {
  const table = readCsv(job.data ?? '', delimiters[job.column_delimiter])
  return 'problem' in table ? (job.data ?? '') : write(job, table.lines)
}

const write = (job: IngestJob, lines: string[][]) =>
  writeCsv(lines, { delimiter: delimiters[job.column_delimiter], ending: endings[job.line_ending] })

/** A record that was not saved bears the id that was sent with it, if one was. */
const idOf = (header: string[], cells: string[]) => cells[header.findIndex((name) => name.toLowerCase() === 'id')] ?? ''

const errorOf = ({ body }: Refusal<number>) =>
  body.map(({ errorCode, message, fields = [] }) => `${errorCode}:${message}:${fields.join(' ')} --`).join(';')
