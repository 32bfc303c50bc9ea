import type { OperationId, SystemName } from '../../../contracts/openapi/types.ts'
import type { Clock } from '../system/clock.ts'
import type { Context, Enqueueing, Logged } from '../system/context.ts'
import type { Credentials } from '../system/credentials.ts'
import type { Ids } from '../system/ids.ts'
import type { Answered, Question } from '../system/question.ts'
import type { Job, LogLine, Step, Tags } from '../system/record.ts'
import type { AnySystem } from '../system/system.ts'
import type { Definitions, RowChange, TablesOf } from '../system/table.ts'
import type { World } from '../world.ts'
import { ask } from './ask.ts'
import { passedOn } from './kept.ts'
import { commit, conclude } from './transaction.ts'
import type { Unit } from './unit.ts'

/** The context of one unit of work in a world. */
export class Scope<Tables extends Definitions = Definitions> implements Context<Tables> {
  readonly tables: TablesOf<Tables>
  readonly clock: Clock
  readonly ids: Ids
  readonly credentials: Credentials
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

  get exposed(): boolean {
    return this.#world.exposed
  }

  as<Other extends Definitions>(system: SystemName): Context<Other> {
    return new Scope<Other>(this.#world, this.#world.system(system), this.#unit)
  }

  ask<Op extends OperationId>(operation: Op, question: Question<Op>): Promise<Answered<Op>> {
    return ask(this.#world, { operation, question, consumer: this.#system.name, parent: this.#unit.current, attempt: this.#unit.attempt })
  }

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

  fail(reason: string) {
    const step = this.#unit.open.at(-1)
    if (step) step.error = reason
  }

  log(line: Logged) {
    const system = this.#system.name as LogLine['system']
    this.#unit.logs.push({ log: 'application', severity: 'INFO', system, time: this.clock.stamp(), correlation_id: this.traceId, ...line })
  }

  tag(tags: Tags) {
    Object.assign(this.#unit.tags, tags)
  }

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

  commit() {
    commit(this.#world, this.#unit)
  }

  conclude<Result>(end: () => Promise<Result>): Promise<Result> {
    return conclude(this.#world, this.#unit, end)
  }

  get staged(): RowChange[] {
    return this.#unit.changes.wanted()
  }

  discard() {
    this.#unit.discard()
  }

  baseOf(system: SystemName): string {
    return this.#world.baseOf(system)
  }
}
