import type { Field } from '../records/fields.ts'
import type { Sobject } from '../records/sobjects.ts'
import { delimiters, linesOf } from './csv.ts'
import type { IngestJob } from './jobs.ts'

/** Records of one transaction. Source: Bulk API Developer Guide, Limits: "each chunk of 200 records is processed as a separate transaction". */
const size = 200

/** The records that a job processes next. */
export interface Portion {
  header: string[]
  lines: string[][]
  /** Where in the data the first record after them begins. */
  next: number
  isLast: boolean
  /** Why the record at `next` cannot be read. */
  problem?: string
}

/** Reads the next records of a job. A header line that does not fit the object is a problem before the first of them. */
export function nextPortion(job: IngestJob, data: string, object: Sobject): Portion {
  const delimiter = delimiters[job.column_delimiter]
  const first = linesOf(data, delimiter).next().value ?? { cells: [], end: 0 }
  if ('problem' in first) return { header: [], lines: [], next: 0, isLast: true, problem: `Line 1 has ${first.problem}` }
  const { cells: header, end } = first
  const problem = problemOf(header, object)
  if (problem) return { header, lines: [], next: end, isLast: true, problem }
  return { header, ...readRecords(job, { data, from: job.next ?? end, most: header.length }) }
}

/** A record with fewer cells than the header is read. That one with more fails the job is assumed. */
function readRecords({ column_delimiter, records = 0 }: IngestJob, { data, from, most }: { data: string; from: number; most: number }) {
  const lines: string[][] = []
  let next = from
  const stop = (problem: string) => ({ lines, next, isLast: true, problem: `Line ${records + lines.length + 2} has ${problem}` })
  for (const line of linesOf(data, delimiters[column_delimiter], from)) {
    if ('problem' in line) return stop(line.problem)
    if (line.cells.length > most) return stop('more cells than the header')
    if (lines.length === size) return { lines, next, isLast: false }
    lines.push(line.cells)
    next = line.end
  }
  return { lines, next, isLast: true }
}

/** That a repeated column fails the job, and the text, are assumed. */
function problemOf(header: string[], object: Sobject): string | undefined {
  const seen = new Set<Field>()
  for (const name of header) {
    const field = object.field(name)
    if (!field) return `Field name not found : ${name}`
    if (seen.has(field)) return `Field name repeated : ${name}`
    seen.add(field)
  }
  return undefined
}
