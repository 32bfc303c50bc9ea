import type { LogLine, Span } from './record.ts'
import type { Key } from './table.ts'

/** A row that was written or removed: `customersdot.leads`, 7. */
export interface Touched {
  table: string
  key: Key
}

/** What happened in a world, for whoever follows it. */
export type WorldEvent =
  | { type: 'span'; span: Span }
  | { type: 'log'; line: LogLine }
  | { type: 'rows'; rows: Touched[] }
  | { type: 'clock' }
  | { type: 'reset' }

type Listener = (event: WorldEvent) => void

/** Tells whoever listens what happens in a world. */
export class Events {
  readonly #listeners = new Set<Listener>()

  /** Calls `listener` with what happens from now on; answers with the way to stop. */
  follow(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  emit(event: WorldEvent) {
    for (const listener of this.#listeners) listener(event)
  }
}
