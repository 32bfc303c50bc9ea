import { ChangeSet } from './changes.ts'
import type { LogLine, Step, Tags } from './record.ts'
import type { Store } from './store.ts'
import type { Parent } from './traceparent.ts'

/** One attempt at a piece of work (a handler's or a worker's): what it changed, the steps it took and what it told. */
export class Unit {
  /** The span it belongs to. */
  readonly span: Parent
  readonly changes: ChangeSet
  /** Which attempt at its job this is; 1 for a handler. */
  attempt = 1
  readonly steps: Step[] = []
  readonly logs: LogLine[] = []
  readonly tags: Tags = {}
  /** The steps that are under way, innermost last. */
  readonly open: Step[] = []

  constructor(span: Parent, store: Store) {
    this.span = span
    this.changes = new ChangeSet(store)
  }

  /** The span under which whatever happens now stands. */
  get current(): Parent {
    return { traceId: this.span.traceId, spanId: this.open.at(-1)?.id ?? this.span.spanId }
  }
}
