import type { Schema } from '../../../../contracts/openapi/types.ts'

export type Line = Schema<'ControlLogLine'>

/** Which lines are wanted. */
export interface Wanted {
  system?: Schema<'ControlSystem'> | undefined
  trace?: string | undefined
}

const head = new Set(['severity', 'time', 'message', 'system', 'correlation_id', 'log'])
/** Sidekiq's and Rails' messages are made of these. */
const mentioned = new Set(['class', 'jid', 'job_status', 'status'])

/** What a line says beside its message, why something failed first: `status=201 lead_id=1`. What the message has is not repeated. */
export function fieldsOf(line: Line): [string, string][] {
  const fields = Object.entries(line).map(([name, value]): [string, string] => [name, String(value)])
  const more = fields.filter(([name, value]) => !head.has(name) && !(mentioned.has(name) && line.message.includes(value)))
  return more.toSorted(([one], [other]) => Number(other.startsWith('error')) - Number(one.startsWith('error')))
}

export const matches = ({ system, trace }: Wanted, line: Line): boolean =>
  (system === undefined || line.system === system) && (trace === undefined || line.correlation_id === trace)

/** Lines have no id; two with the same text are the same. */
const same = (one: Line | undefined, other: Line | undefined) => JSON.stringify(one) === JSON.stringify(other)

/**
 * Lines that are known with what has come since, both oldest first; `newest` is what a new look brought. Undefined when so much came
 * meanwhile that lines between them are missing.
 */
export function joined(known: Line[], newest: Line[]): Line[] | undefined {
  if (!known.length) return newest
  const place = newest.findLastIndex((line) => same(line, known.at(-1)))
  return place < 0 ? undefined : [...known, ...newest.slice(place + 1)]
}

/** The lines that arrived while others were loaded and are not among them. */
export function missing(arrived: Line[], loaded: Line[]): Line[] {
  const known = new Set(loaded.map((line) => JSON.stringify(line)))
  return arrived.filter((line) => !known.has(JSON.stringify(line)))
}
