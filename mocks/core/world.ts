import type { Low } from 'lowdb'
import { operations } from '../../contracts/openapi/spec.ts'
import type { SystemName } from '../../contracts/openapi/types.ts'
import { Beginning } from './beginning.ts'
import type { Dispatch, Outgoing } from './dispatch.ts'
import { Backlog } from './jobs/backlog.ts'
import type { JobRunner } from './jobs/jobrunner.ts'
import { MemoryLog } from './memory.ts'
import { Events } from './metrics/events.ts'
import { Traffic } from './metrics/metrics.ts'
import type { WorldOptions } from './options.ts'
import { redactError } from './secrets/error.ts'
import { Redactor } from './secrets/redact.ts'
import { definitionsOf } from './store/own.ts'
import { StorageError } from './store/storage.ts'
import { type Journal, type State, Store } from './store/store.ts'
import { Writes } from './store/writes.ts'
import type { Call } from './system/call.ts'
import { Clock } from './system/clock.ts'
import { type Credentials, developmentCredentials, secretsOf } from './system/credentials.ts'
import { Ids } from './system/ids.ts'
import { hash } from './system/oauth.ts'
import type { Job, Span } from './system/record.ts'
import type { AnySystem } from './system/system.ts'
import type { Rows } from './system/table.ts'
import { Recorder } from './traces/recorder.ts'
import { Traces } from './traces/traces.ts'

/** The parts of a world that act on it. They are passed in, since they import the world. */
export interface Engine {
  runner(world: World, automatic: boolean): JobRunner
  dispatch(world: World): Dispatch
}

/** Everything the systems remember. Nothing is shared between two worlds. */
export class World {
  readonly clock: Clock
  readonly ids: Ids
  readonly credentials: Credentials
  readonly upstreams: Partial<Record<SystemName, string>>
  readonly fetch: typeof fetch
  readonly timeoutMs: number
  /** Milliseconds for which a long body may keep other requests waiting at a stretch. */
  readonly turnMs: number
  readonly exposed: boolean
  readonly chance: () => number
  readonly report: (error: unknown) => void
  /** Whether data can be written. */
  readonly writes: Writes
  readonly store: Store
  /** Takes secrets out of what is written, reported or shown. */
  readonly redactor: Redactor
  readonly traces: Traces
  /** The jobs that are not done, by their traces. */
  readonly backlog: Backlog
  /** What went over the hops since this world was opened. */
  readonly traffic: Traffic
  readonly runner: JobRunner
  /** Sends a call to the system that it is for, simulated or real. */
  readonly dispatch: Dispatch
  /** Calls of this world that are on the network now, by span id. */
  readonly outgoing = new Map<string, Outgoing>()
  readonly #systems: Map<string, AnySystem>
  readonly #memories = new Map<string, Map<string, unknown>>()
  readonly #bases = new Map<string, string>()
  readonly #beginning: Beginning
  readonly #recorder: Recorder
  readonly events: Events

  constructor(low: Low<State>, journal: Journal, options: WorldOptions, engine: Engine) {
    this.clock = options.clock ?? new Clock()
    this.ids = new Ids(options.randomness)
    this.chance = options.chance ?? Math.random
    this.credentials = options.credentials ?? developmentCredentials
    this.upstreams = options.upstreams ?? {}
    // Looked up at each call, so that MSW may replace it after the world was made.
    this.fetch = options.fetch ?? ((...request) => globalThis.fetch(...request))
    this.timeoutMs = options.timeoutMs ?? 30_000
    this.turnMs = options.turnMs ?? 1
    this.exposed = options.exposed ?? false
    const report = options.report ?? ((error) => console.error(redactError(error, this.redactor)))
    this.report = (error) => error instanceof StorageError || report(error)
    this.writes = options.writes ?? new Writes()
    this.events = new Events(this.report)
    this.#systems = new Map(options.systems.map((system) => [system.name, system]))
    this.store = new Store(low, journal, definitionsOf(options.systems), (rows) => this.events.emit({ type: 'rows', rows }))
    this.redactor = new Redactor({ secrets: secretsOf(this.credentials), isIssued: (word) => this.store.hasHash(hash(word)) })
    this.traces = new Traces(options.spanLog ?? new MemoryLog())
    this.#beginning = new Beginning({ store: this.store, clock: this.clock, systems: options.systems, rows: options.rows ?? {} })
    this.#beginning.begin()
    this.traffic = new Traffic(this.clock.stamp())
    this.#recorder = new Recorder(this)
    this.backlog = new Backlog(this.jobs.values())
    this.runner = engine.runner(this, options.automatic ?? true)
    this.dispatch = engine.dispatch(this)
    this.clock.onMove(() => this.#moved())
    this.writes.onChange(() => this.#written())
  }

  get systems(): AnySystem[] {
    return [...this.#systems.values()]
  }

  /** Jobs that wait, run or are dead, by their ids; one that is done is gone. */
  get jobs(): Rows<Job> {
    return this.store.relation('control.jobs').rows as unknown as Rows<Job>
  }

  system(name: SystemName): AnySystem {
    const system = this.#systems.get(name)
    if (!system) throw new Error(`This world has no system "${name}": name it in the options of createWorld.`)
    return system
  }

  /** What a system's process holds in memory. */
  memoryOf(name: string): Map<string, unknown> {
    const known = this.#memories.get(name) ?? new Map()
    this.#memories.set(name, known)
    return known
  }

  /** Where a system is reached from outside; the real host unless a face said otherwise. */
  baseOf(name: SystemName): string {
    return this.#bases.get(name) ?? [...operations.values()].find(({ system }) => system === name)?.server ?? ''
  }

  setBase(name: SystemName, url: string) {
    this.#bases.set(name, url)
  }

  /** Milliseconds that only run forward; the clock of a world may be moved, durations are real. */
  timer(): number {
    return performance.now()
  }

  since(began: number): number {
    return Math.round((this.timer() - began) * 1000) / 1000
  }

  /** Whether a call belongs into a trace: the sandbox's own interface is no part of the pipeline. */
  traced({ system }: Call): boolean {
    return system !== 'control'
  }

  /** Writes a span, without secrets, to its trace and reports it to those that follow. A span that cannot be written is dropped and counted. */
  record(span: Span) {
    this.#recorder.record(span)
  }

  /** Records a span with long bodies, with other requests served meanwhile. */
  recordInTurns(span: Span): Promise<void> {
    return this.#recorder.recordInTurns(span)
  }

  /** Resolves when no job is due any more. */
  settle(): Promise<void> {
    return this.runner.settle()
  }

  /** Forgets everything and begins from the seed, in the present. Throws a WriteError when that cannot be kept; then nothing was changed. */
  async reset() {
    await this.runner.clear()
    try {
      this.#beginning.again()
    } finally {
      for (const job of this.jobs.values()) this.runner.schedule(job)
    }
    this.backlog.restart(this.jobs.values())
    for (const memory of this.#memories.values()) memory.clear()
    await this.traces.clear()
    this.clock.restore()
    this.traffic.clear(this.clock.stamp())
    this.events.emit({ type: 'reset' })
  }

  async close() {
    await this.runner.close()
  }

  #moved() {
    this.#beginning.keepClock()
    this.events.emit({ type: 'clock' })
    this.runner.wake()
  }

  /** Whether data can be written has changed: jobs wait while it cannot. */
  #written() {
    this.events.emit({ type: 'health' })
    this.runner.wake()
  }
}
