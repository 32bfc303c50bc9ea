import { added } from '../collections/append.ts'
import type { TraceSummary } from '../system/record.ts'
import { merge } from './summary.ts'

/** What is remembered of a trace: its summary, and where its spans lie. */
export interface Entry {
  summary: TraceSummary
  /** Positions in the span log, ascending. */
  places: number[]
}

/** Adds a span's summary and position to the entry of its trace. */
export function note(entries: Map<string, Entry>, summary: TraceSummary, position: number) {
  const known = entries.get(summary.id)
  if (!known) entries.set(summary.id, { summary, places: [position] })
  else {
    known.summary = merge(known.summary, summary)
    known.places = added(known.places, position)
  }
}
