import type { OperationId, SystemName } from '../../../contracts/openapi/types.ts'
import type { Clock } from './clock.ts'
import type { Credentials } from './credentials.ts'
import type { Ids } from './ids.ts'
import type { Answered, Question } from './question.ts'
import type { LogLine, Tags } from './record.ts'
import type { Definitions, RowChange, TablesOf } from './table.ts'

/** How a job is enqueued. */
export interface Enqueueing {
  /** Seconds until it is due; 0 by default. */
  delay?: number
  /** The span above the job, for a job that continues another; by default the span or step that is under way. */
  parentId?: string | null
}

/** A line for a system's log. The rest is filled in. */
export type Logged = Omit<LogLine, 'time' | 'correlation_id' | 'system' | 'log' | 'severity'> & Partial<Pick<LogLine, 'log' | 'severity'>>

/** What a handler or a worker works with. Everything it changes through it is committed together, or not at all (but see `commit`). */
export interface Context<Tables extends Definitions = Definitions> {
  readonly tables: TablesOf<Tables>
  readonly clock: Clock
  readonly ids: Ids
  readonly credentials: Credentials
  /** What the system's process holds in memory and loses when it ends, such as tokens it was given. Never written to disk. */
  readonly memory: Map<string, unknown>
  readonly traceId: string
  /** Whether clients on other machines reach the sandbox. */
  readonly exposed: boolean
  /** The changes that are staged so far, each with the row as it was before. */
  readonly staged: RowChange[]

  /** The same piece of work as another system's: for the sandbox's own control API, which may change every table. */
  as<Other extends Definitions>(system: SystemName): Context<Other>

  /** Sends a request to another system. A missing answer is a value too: status 0. */
  ask<Op extends OperationId>(operation: Op, question: Question<Op>): Promise<Answered<Op>>

  /**
   * Records a named piece of work with the rows it writes, e.g. `CreateTrialService → create_account`. With `input` given, the input
   * and the result are recorded too.
   */
  step<Result>(name: string, work: () => Promise<Result> | Result, input?: unknown): Promise<Result>

  /** Marks the current step as failed, for the reader of the trace. */
  fail(reason: string): void

  /** Writes a line to the system's log. No credentials, and no personal data except ids. */
  log(line: Logged): void

  /** Says which lead this is about, so that its trace can be found. */
  tag(tags: Tags): void

  /** Enqueues a job of this system; it begins when the change set is committed. Returns the job's id. */
  enqueue(name: string, args: Record<string, unknown>, enqueueing?: Enqueueing): Promise<string>

  /**
   * Commits what is staged so far before the rest, for what another system must see while it is asked. A conflict later on runs
   * the work again from its beginning, so what follows must not stage anything that others may change too.
   */
  commit(): void

  /**
   * Does the end of a piece of work and commits it immediately. After a conflict only the end is done again, so that the answer of another
   * system is kept and not asked for again. Nothing may be staged before it.
   */
  conclude<Result>(end: () => Promise<Result>): Promise<Result>

  /** Forgets everything staged so far; what is staged afterwards is committed. */
  discard(): void

  /** Where a system's own port or prefix begins, as clients reach it. */
  baseOf(system: SystemName): string
}
