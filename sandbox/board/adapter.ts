import type { JobCleanStatus, JobCounts, JobStatus, QueueJob, Status } from '@bull-board/api/dist/types.js'
import type { World } from '../../mocks/core/world.ts'
import { type Entry, type Shelf, type State, states, toJob } from './entry.ts'
import { PlainAdapter } from './plain.ts'

/** How a queue is shown. */
export interface Shown {
  /** Stands in its URL. */
  name: string
  displayName: string
  description: string
  readOnlyMode?: boolean
}

/** A queue over the sandbox's tables, as bull-board asks for one. */
export class TableAdapter extends PlainAdapter {
  readonly #world: World
  readonly #shelf: Shelf
  readonly #name: string

  constructor(world: World, shelf: Shelf, { name, ...options }: Shown) {
    super('bull', { ...options, allowCompletedRetries: false })
    this.#world = world
    this.#shelf = shelf
    this.#name = name
  }

  getName(): string {
    return this.#name
  }

  getStatuses(): Status[] {
    return ['latest', ...states]
  }

  getJobStatuses(): JobStatus[] {
    return [...states]
  }

  async getJobCounts(): Promise<JobCounts> {
    return Object.fromEntries(states.map((state) => [state, this.#shelf.ids(state).length])) as JobCounts
  }

  /** Of each status the jobs from place `start` to `end`, as Bull does. */
  async getJobs(statuses: JobStatus[], start = 0, end = Number.POSITIVE_INFINITY): Promise<QueueJob[]> {
    const ids = statuses.flatMap((state) => this.#shelf.ids(state as State).slice(start, end + 1))
    return ids.flatMap((id) => this.#shelf.find(id) ?? []).map((entry) => this.#toJob(entry))
  }

  async getJob(id: string): Promise<QueueJob | undefined> {
    const entry = this.#shelf.find(id)
    return entry && this.#toJob(entry)
  }

  /** How each attempt at the job ended, from the lead's trace. */
  async getJobLogs(id: string): Promise<string[]> {
    const entry = this.#shelf.find(id)
    const spans = (entry && (await this.#world.traces.spans(entry.traceId))) ?? []
    return spans.flatMap((span) => {
      if (span.type !== 'run' || span.job_id !== id) return []
      return [`${span.started_at} attempt ${span.attempt}: ${span.error ?? span.outcome}`]
    })
  }

  /** Removes what is older than `grace` milliseconds, as Bull does. */
  async clean(status: JobCleanStatus, grace: number): Promise<void> {
    const latest = this.#world.clock.now() - grace
    const isOld = ({ json }: Entry) => (json.finishedOn ?? json.processedOn ?? json.timestamp) < latest
    for (const entry of this.#entries(status === 'wait' ? 'waiting' : status)) if (isOld(entry)) await entry.remove?.()
  }

  async empty(): Promise<void> {
    for (const state of ['waiting', 'delayed'] as const) for (const entry of this.#entries(state)) await entry.remove?.()
  }

  async promoteAll(): Promise<void> {
    for (const entry of this.#entries('delayed')) await entry.promote?.()
  }

  #toJob(entry: Entry): QueueJob {
    return toJob({ ...entry, json: this.#world.redactor.json(entry.json) })
  }

  #entries = (state: State): Entry[] => this.#shelf.ids(state).flatMap((id) => this.#shelf.find(id) ?? [])
}
