import type { Schema } from '../../../contracts/openapi/types.ts'

export { count, nameOf } from '../../../contracts/openapi/words.ts'

/** A text for each state of a trace. */
export const states: Record<Schema<'ControlTraceState'>, string> = {
  arrived: 'Arrived',
  overwritten: 'Overwritten',
  under_way: 'Under way',
  waiting: 'Waiting',
  stopped: 'Stopped',
  refused: 'Refused',
  dead: 'Dead',
  answered: 'Answered',
}

/** Who wrote another lead's value: `lead 2`; the trace when it has no lead, or is no longer kept. */
export const writerOf = ({ lead_id, trace_id }: Schema<'ControlWriter'>): string =>
  lead_id === undefined ? `trace ${trace_id.slice(0, 8)}` : `lead ${lead_id}`

/** Milliseconds as a person says them: `3.2 ms`, `62 ms`, `1.5 s`, `5 min`. */
export function took(milliseconds: number): string {
  if (milliseconds < 10) return `${Number(milliseconds.toFixed(1))} ms`
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const seconds = milliseconds / 1000
  return seconds < 120 ? `${Number(seconds.toFixed(1))} s` : `${Math.round(seconds / 60)} min`
}
