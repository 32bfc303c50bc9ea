import type { LogLine, Span } from '../system/record.ts'
import type { Key } from '../system/table.ts'

/** A row that was written or removed: `customersdot.leads`, 7. */
export interface Touched {
  table: string
  key: Key
}

/** What happened in a world, for whoever follows it. */
export type WorldEvent =
  /** `text` is the span as JSON, as the log has it. */
  | { type: 'span'; span: Span; text: string }
  | { type: 'log'; line: LogLine }
  | { type: 'rows'; rows: Touched[] }
  | { type: 'clock' }
  | { type: 'health' }
  | { type: 'reset' }

type Listener = (event: WorldEvent) => void

/** Reports what happens in a world to its listeners. A listener that throws is a bug of its own, and affects neither the others nor the work. */
export class Events {
  readonly #listeners = new Set<Listener>()
  readonly #report: (error: unknown) => void

  constructor(report: (error: unknown) => void) {
    this.#report = report
  }

  /** Calls `listener` with what happens from now on; answers with the way to stop. */
  follow(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  emit(event: WorldEvent) {
    for (const listener of this.#listeners) {
      try {
        listener(event)
      } catch (error) {
        this.#report(error)
      }
    }
  }
}
