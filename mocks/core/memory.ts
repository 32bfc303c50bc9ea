import type { Journal, State } from './store/store.ts'
import type { Rows } from './system/table.ts'
import type { Entry } from './traces/entries.ts'
import type { SpanLog } from './traces/traces.ts'

/** A journal that keeps nothing: the world lives as long as its process. */
export class MemoryJournal implements Journal {
  async read(): Promise<State | null> {
    return null
  }

  async write() {}

  append() {}

  replace() {}

  rows(): Rows {
    return new Map()
  }
}

/** Spans in an array: what tests and browsers use. */
export class MemoryLog implements SpanLog {
  #lines: string[] = []

  entries(): Iterable<Entry> {
    return []
  }

  append(text: string): number {
    return this.#lines.push(text) - 1
  }

  async read(position: number): Promise<string> {
    return this.#lines[position] as string
  }

  async *backward(before = Number.POSITIVE_INFINITY): AsyncGenerator<{ text: string; position: number }> {
    const last = Math.min(Math.ceil(before), this.#lines.length) - 1
    for (let position = last; position >= 0; position--) yield { text: this.#lines[position] as string, position }
  }

  async clear() {
    this.#lines = []
  }

  onDrop() {}
}
