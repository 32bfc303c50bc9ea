import { Postings } from '../collections/multimap.ts'
import { nameOfRow } from '../store/shared.ts'
import type { Job } from '../system/record.ts'

/** What is remembered of a job that is not done. */
export interface Open extends Pick<Job, 'id' | 'system' | 'state'> {
  traceId: string
  /** Epoch milliseconds at which it is due. */
  at: number
  /** The rows that it was passed. */
  rows: string[]
}

/** The jobs that are not done, by their traces. In memory, so that a list of 100,000 traces can ask for those of each. */
export class Backlog {
  #jobs = new Map<string, Open>()
  #traces = new Postings<string, string>()
  /** By row, the traces of the jobs that were passed it, by job. */
  #rows = new Map<string, Map<string, string>>()

  constructor(jobs: Iterable<Job>) {
    this.restart(jobs)
  }

  /** Takes note of a job as it was committed; null when it is gone. */
  note(id: string, job: Job | null) {
    const known = this.#jobs.get(id)
    if (!job) {
      this.#jobs.delete(id)
      if (known) this.#forget(known)
      return
    }
    const rows = known?.rows ?? (job.rows ?? []).map(({ table, key }) => nameOfRow(table, key))
    this.#jobs.set(id, { id, system: job.system, state: job.state, traceId: job.trace_id, at: Date.parse(job.run_at), rows })
    if (known) return
    this.#traces.add(job.trace_id, id)
    for (const row of rows) this.#rows.set(row, (this.#rows.get(row) ?? new Map()).set(id, job.trace_id))
  }

  /** Whether a job of another trace was passed a row, and so will look at it again. */
  isAwaited(row: string, traceId: string): boolean {
    for (const other of this.#rows.get(row)?.values() ?? []) if (other !== traceId) return true
    return false
  }

  /** The open jobs of a trace. */
  of(traceId: string): Open[] {
    return this.#traces.get(traceId).map((id) => this.#jobs.get(id) as Open)
  }

  all(): Iterable<Open> {
    return this.#jobs.values()
  }

  /** Forgets every job but these. */
  restart(jobs: Iterable<Job>) {
    this.#jobs = new Map()
    this.#traces = new Postings()
    this.#rows = new Map()
    for (const job of jobs) this.note(job.id, job)
  }

  #forget({ id, traceId, rows }: Open) {
    this.#traces.remove(traceId, id)
    for (const row of rows) {
      const waiting = this.#rows.get(row)
      waiting?.delete(id)
      if (!waiting?.size) this.#rows.delete(row)
    }
  }
}
