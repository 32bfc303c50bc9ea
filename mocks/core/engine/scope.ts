import type { OperationId, SystemName } from '../../../contracts/openapi/types.ts'
import type { Wanted } from '../store/store.ts'
import type { Clock } from '../system/clock.ts'
import type { Credentials } from '../system/credentials.ts'
import type { Ids } from '../system/ids.ts'
import type { Job, LogLine, Step, Tags } from '../system/record.ts'
import type { AnySystem } from '../system/system.ts'
import type { Definitions, TablesOf } from '../system/table.ts'
import type { World } from '../world.ts'
import { type Answered, ask, type Question } from './ask.ts'
import { passedOn } from './kept.ts'
import { commit, conclude } from './transaction.ts'
import type { Unit } from './unit.ts'

/** How a job is enqueued. */
interface Enqueueing {
  /** Seconds until it is due; none unless given. */
  delay?: number
  /** The span that it belongs under, for a job that continues another; what is under way unless given. */
  parentId?: string | null
}

/** What a handler or a worker works with. Everything it changes through it is committed together, or not at all (but see `commit`). */
export class Context<Tables extends Definitions = Definitions> {
  readonly tables: TablesOf<Tables>
  readonly clock: Clock
  readonly ids: Ids
  readonly credentials: Credentials
  /** What the system's process holds in memory and loses when it ends: tokens it was given, keys. Never written to disk. */
  readonly memory: Map<string, unknown>
  readonly #world: World
  readonly #system: AnySystem
  readonly #unit: Unit

  constructor(world: World, system: AnySystem, unit: Unit) {
    this.#world = world
    this.#system = system
    this.#unit = unit
    this.tables = unit.changes.tables<Tables>(system.name)
    this.clock = world.clock
    this.ids = world.ids
    this.credentials = world.credentials
    this.memory = world.memoryOf(system.name)
  }

  get traceId(): string {
    return this.#unit.span.traceId
  }

  /** Whether others than this machine reach the sandbox. */
  get exposed(): boolean {
    return this.#world.exposed
  }

  /** The same piece of work seen as another system's: for the sandbox's own interface, which may touch every table. */
  as<Other extends Definitions>(system: SystemName): Context<Other> {
    return new Context<Other>(this.#world, this.#world.system(system), this.#unit)
  }

  /** Asks another system one of its operations. No answer at all is a value too: status 0. */
  ask<Op extends OperationId>(operation: Op, question: Question<Op>): Promise<Answered<Op>> {
    return ask(this.#world, { operation, question, consumer: this.#system.name, parent: this.#unit.current, attempt: this.#unit.attempt })
  }

  /**
   * Records a named piece of work with the rows it writes, e.g. `CreateTrialService → create_account`. With `input` given, that
   * and the work's result are recorded too.
   */
  async step<Result>(name: string, work: () => Promise<Result> | Result, input?: unknown): Promise<Result> {
    const { written } = this.#unit.changes
    const from = written.length
    const began = this.#world.timer()
    const step: Step = { id: this.ids.span(), name, depth: this.#unit.open.length, started_at: this.clock.stamp(), duration_ms: 0 }
    if (input !== undefined) step.input = input
    this.#unit.steps.push(step)
    this.#unit.open.push(step)
    try {
      const result = await work()
      if (input !== undefined) step.output = result
      return result
    } catch (error) {
      step.error = (error as Error).message
      throw error
    } finally {
      this.#unit.open.pop()
      step.duration_ms = this.#world.since(began)
      if (written.length > from) step.rows = written.slice(from)
    }
  }

  /** Marks the step under way as failed, for the reader of the trace. */
  fail(reason: string) {
    const step = this.#unit.open.at(-1)
    if (step) step.error = reason
  }

  /** Writes a line to the system's log. No credentials and no personal data beyond ids. */
  log(line: Omit<LogLine, 'time' | 'correlation_id' | 'system' | 'log' | 'severity'> & Partial<Pick<LogLine, 'log' | 'severity'>>) {
    const system = this.#system.name as LogLine['system']
    this.#unit.logs.push({ log: 'application', severity: 'INFO', system, time: this.clock.stamp(), correlation_id: this.traceId, ...line })
  }

  /** Says which lead this is about, so that its trace can be found. */
  tag(tags: Tags) {
    Object.assign(this.#unit.tags, tags)
  }

  /** Enqueues a job of this system; it begins when the change set is committed. Answers with the job's id. */
  async enqueue(name: string, args: Record<string, unknown>, { delay = 0, parentId }: Enqueueing = {}): Promise<string> {
    const worker = this.#system.workers[name]
    if (!worker) throw new Error(`${this.#system.name} has no worker "${name}": add it to its system.ts.`)
    const job: Job = {
      id: this.ids.hex(12),
      system: this.#system.name as Job['system'],
      queue: worker.queue,
      class: name,
      args,
      state: 'scheduled',
      run_at: this.clock.stamp(this.clock.now() + delay * 1000),
      attempt: 0,
      created_at: this.clock.stamp(),
      trace_id: this.traceId,
      parent_id: parentId ?? this.#unit.current.spanId,
    }
    const rows = passedOn(this.#unit, this.#world.store)
    if (rows.length) job.rows = rows
    this.#unit.changes.stage('control.jobs', job.id, undefined, job)
    return job.id
  }

  /**
   * Commits what is staged so far ahead of the rest, for what another system must see while it is asked. A conflict later on runs
   * the work again from its beginning, so what follows stages nothing that others may change too.
   */
  commit() {
    commit(this.#world, this.#unit)
  }

  /**
   * Does the end of a piece of work and commits it at once. When somebody else's change came between, only the end is done again,
   * so that what another system has answered is kept and not asked again. Nothing may be staged before it.
   */
  conclude<Result>(end: () => Promise<Result>): Promise<Result> {
    return conclude(this.#world, this.#unit, end)
  }

  /** What is staged so far, each row with what it was before: for whoever will take it back. */
  get staged(): Wanted[] {
    return this.#unit.changes.wanted()
  }

  /** Forgets everything staged so far; what is staged afterwards is committed. */
  discard() {
    this.#unit.discard()
  }

  /** Where a system's own port or prefix begins, as the outside reaches it. */
  baseOf(system: SystemName): string {
    return this.#world.baseOf(system)
  }
}
