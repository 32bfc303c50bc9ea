import { ChangeSet } from '../store/changes.ts'
import type { Store } from '../store/store.ts'
import type { KeptRow, LogLine, Step, Tags } from '../system/record.ts'
import type { Parent } from '../traces/traceparent.ts'

/** One attempt at a piece of work (a handler's or a worker's): what it changed, the steps it took and what it logged. */
export class Unit {
  /** The span it belongs to. */
  readonly span: Parent
  readonly changes: ChangeSet
  /** Which attempt at its job this is; 1 for a handler. */
  attempt = 1
  /** The lead's rows as the work that enqueued this job left them. */
  inherited: readonly KeptRow[] = []
  /** Every step of the span: this attempt's come after those of the attempts before it. */
  readonly steps: Step[]
  readonly logs: LogLine[] = []
  readonly tags: Tags = {}
  /** The steps that are under way, innermost last. */
  readonly open: Step[] = []
  /** Where the steps begin whose changes are not committed yet. */
  #pending: number

  /** `steps` collects the steps of all attempts at a span's work; what they asked of other systems is below them. */
  constructor(span: Parent, store: Store, steps: Step[] = []) {
    this.span = span
    this.changes = new ChangeSet(store)
    this.steps = steps
    this.#pending = steps.length
  }

  /** A unit for the next attempt at the same work. */
  next(store: Store): Unit {
    const unit = new Unit(this.span, store, this.steps)
    unit.attempt = this.attempt
    unit.inherited = this.inherited
    return unit
  }

  /** The parent of whatever happens now. */
  get current(): Parent {
    return { traceId: this.span.traceId, spanId: this.open.at(-1)?.id ?? this.span.spanId }
  }

  /** What was staged is committed, and so the steps that staged it are final. */
  settle() {
    this.changes.settle()
    this.#pending = this.steps.length
  }

  /** Forgets what was staged; the steps stay, without the rows that they did not write after all. */
  discard() {
    this.changes.discard()
    for (const step of this.#uncommitted) delete step.rows
  }

  /** Gives the attempt up: its steps stay, marked with the reason. */
  abandon(reason: string) {
    this.discard()
    for (const step of this.#uncommitted) step.discarded = reason
  }

  get #uncommitted(): Step[] {
    return this.steps.slice(this.#pending)
  }
}
