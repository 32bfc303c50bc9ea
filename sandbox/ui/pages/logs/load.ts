import { api, ask } from '../../state/api.ts'
import type { Line, Wanted } from './lines.ts'

/** Lines of a page. */
const length = 300

/** Some lines, oldest first, and where older ones go on. */
export interface Loaded {
  lines: Line[]
  older: string | null
}

export async function load({ system, trace }: Wanted, after?: string | null): Promise<Loaded> {
  const query = { limit: length, ...(system && { system }), ...(trace && { trace }), ...(after && { after }) }
  const { lines, next } = await ask(api.GET('/_sandbox/logs', { params: { query } }))
  // Of one trace all lines come at once, span by span; time is the order in which one reads them.
  return { lines: trace ? lines.toSorted((one, other) => one.time.localeCompare(other.time)) : lines.toReversed(), older: next }
}

/** The trace that a text means: its id, the id of a lead, or something of the person; undefined when there is none. */
export async function findTrace(text: string): Promise<string | undefined> {
  if (/^[0-9a-f]{32}$/i.test(text)) return text.toLowerCase()
  const query = { limit: 1, ...(/^[1-9]\d{0,8}$/.test(text) ? { lead: Number(text) } : { q: text }) }
  const { traces } = await ask(api.GET('/_sandbox/traces', { params: { query } }))
  return traces[0]?.id
}
