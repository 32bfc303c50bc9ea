import type { TraceSummary } from './record.ts'
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
    known.places = added(known.places, [position])
  }
}

/** Below this length an array is copied rather than grown, since growing leaves room that 100,000 traces do not need. */
const short = 64

/** Positions with more behind them. */
export function added(places: number[], more: number[]): number[] {
  if (places.length < short) return [...places, ...more]
  places.push(...more)
  return places
}
