import TinyQueue from 'tinyqueue'
import type { JobRunner, RunResult } from '../jobs/jobrunner.ts'
import { WriteError } from '../store/storage.ts'
import type { Job } from '../system/record.ts'
import { nextTurn, soon } from '../system/turn.ts'
import type { World } from '../world.ts'
import { perform } from './perform.ts'

/** How many jobs run side by side, as Sidekiq's threads do. */
const concurrency = 10
/** The longest that a timer of the platform may be set to, in milliseconds. */
const longestTimer = 2 ** 31 - 1

interface Due {
  at: number
  id: string
}

/** The runner of one world's jobs. */
export class Runner implements JobRunner {
  readonly #world: World
  readonly #queue = new TinyQueue<Due>([], (one, other) => one.at - other.at)
  readonly #running = new Map<string, Promise<RunResult>>()
  #timer: ReturnType<typeof setTimeout> | undefined
  readonly #automatic: boolean
  #woken = false
  #isClosed = false
  /** Moves of the clock run one after the other. */
  #moving: Promise<unknown> = Promise.resolve()
  /** Moves that have not ended. Meanwhile jobs run only because of them. */
  #moves = 0
  /** A move that began in an earlier era is given up. */
  #era = 0

  /** With `automatic` jobs run by themselves; else only in `settle`, `advance` and `run`. */
  constructor(world: World, automatic: boolean) {
    this.#world = world
    this.#automatic = automatic
    for (const job of world.jobs.values()) this.schedule(job)
  }

  schedule({ id, state, run_at }: Job) {
    if (state !== 'dead') this.#queue.push({ at: Date.parse(run_at), id })
  }

  wake() {
    if (!this.#isAutomatic || this.#woken) return
    this.#woken = true
    soon(() => {
      this.#woken = false
      this.#continue()
    })
  }

  isRunning(id: string): boolean {
    return this.#running.has(id)
  }

  async settle() {
    for (this.#begin(); this.#running.size; this.#begin()) {
      await Promise.race(this.#running.values())
      await nextTurn()
    }
  }

  advance(milliseconds: number, latest = Number.POSITIVE_INFINITY): Promise<boolean> {
    const era = this.#era
    this.#moves += 1
    const moved = this.#moving
      .then(() => this.#advance(milliseconds, latest, era))
      .finally(() => {
        this.#moves -= 1
        this.wake()
      })
    this.#moving = moved.catch(() => {})
    return moved
  }

  interrupt() {
    this.#era += 1
  }

  async run(id: string): Promise<RunResult | undefined> {
    return this.#running.get(id) ?? (this.#world.jobs.has(id) ? this.#start(id) : undefined)
  }

  async clear() {
    this.interrupt()
    this.#queue.data = []
    this.#queue.length = 0
    await Promise.all(this.#running.values())
  }

  async close() {
    this.#isClosed = true
    this.interrupt()
    clearTimeout(this.#timer)
    await this.#moving
    await Promise.all(this.#running.values())
  }

  get #isAutomatic(): boolean {
    return this.#automatic && !this.#moves && !this.#isClosed
  }

  async #advance(milliseconds: number, latest: number, era: number): Promise<boolean> {
    const { clock } = this.#world
    const target = clock.now() + milliseconds
    if (target > latest) return false
    const goTo = async (at: number) => {
      if (era === this.#era) clock.advance(Math.max(0, at - clock.now()))
      await this.settle()
    }
    await this.settle()
    for (let next = this.#next(); era === this.#era && next && next.at <= target; next = this.#next()) await goTo(next.at)
    await goTo(target)
    return true
  }

  #continue() {
    if (!this.#isAutomatic) return
    clearTimeout(this.#timer)
    this.#begin()
    const next = this.#next()
    if (!next || this.#world.clock.state.frozen !== null || this.#running.size >= concurrency) return
    this.#timer = setTimeout(() => this.#continue(), Math.min(Math.max(0, next.at - this.#world.clock.now()), longestTimer))
    ;(this.#timer as { unref?(): void }).unref?.()
  }

  /**
   * The next job still waiting for the time it was noted for; notes that time has overtaken are dropped. There is no next job while data
   * cannot be written, since a job ends with a write.
   */
  #next(): Due | undefined {
    if (this.#world.writes.failing) return undefined
    for (let due = this.#queue.peek(); due; due = this.#queue.peek()) {
      const job = this.#job(due.id)
      if (job && job.state !== 'dead' && Date.parse(job.run_at) === due.at && !this.#running.has(due.id)) return due
      this.#queue.pop()
    }
    return undefined
  }

  #begin() {
    if (this.#isClosed) return
    const now = this.#world.clock.now()
    for (let next = this.#next(); next && next.at <= now && this.#running.size < concurrency; next = this.#next()) {
      this.#queue.pop()
      void this.#start(next.id)
    }
  }

  #start(id: string): Promise<RunResult> {
    const done = this.#perform(id).then(
      (result) => this.#ended(id, result),
      (error) => this.#failed(id, error),
    )
    this.#running.set(id, done)
    return done
  }

  async #perform(id: string): Promise<RunResult> {
    return perform(this.#world, this.#world.jobs.get(id) as Job)
  }

  /** A job by its id. One that cannot be read, because its file was damaged, is reported and does not keep the others from running. */
  #job(id: string): Job | undefined {
    try {
      return this.#world.jobs.get(id)
    } catch (error) {
      this.#world.report(error)
      return undefined
    }
  }

  /** A job that waits for its next attempt is noted once more: a note that comes up while its job still runs is dropped. */
  #ended(id: string, result: RunResult): RunResult {
    this.#running.delete(id)
    const job = this.#job(id)
    if (job) this.schedule(job)
    this.wake()
    return result
  }

  /** The outcome of a run could not be kept, because the disk is full for example: the job stays as it was, and runs again when data can be written. */
  #failed(id: string, error: unknown): RunResult {
    this.#running.delete(id)
    this.#world.report(error)
    const job = error instanceof WriteError ? this.#job(id) : undefined
    if (job) this.schedule(job)
    this.wake()
    return { outcome: 'retry', error: (error as Error).message }
  }
}
