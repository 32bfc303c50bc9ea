import { Postings } from './postings.ts'
import type { Job } from './record.ts'

/** What is remembered of a job that is not done. */
export interface Open extends Pick<Job, 'id' | 'system' | 'state'> {
  traceId: string
  /** Epoch milliseconds at which it is due. */
  at: number
}

/** The jobs that are not done, by their traces. In memory, so that a list of 100,000 traces can ask for those of each. */
export class Backlog {
  #jobs = new Map<string, Open>()
  #traces = new Postings<string, string>()

  constructor(jobs: Iterable<Job>) {
    this.restart(jobs)
  }

  /** Takes note of a job as it was committed; null when it is gone. */
  note(id: string, job: Job | null) {
    const known = this.#jobs.get(id)
    if (!job) {
      this.#jobs.delete(id)
      if (known) this.#traces.remove(known.traceId, id)
      return
    }
    this.#jobs.set(id, { id, system: job.system, state: job.state, traceId: job.trace_id, at: Date.parse(job.run_at) })
    if (!known) this.#traces.add(job.trace_id, id)
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
    for (const job of jobs) this.note(job.id, job)
  }
}
