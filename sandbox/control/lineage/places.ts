import { isOptional, type Simulated, systemNames } from '../../../contracts/openapi/systems/simulated.ts'
import type { LeadPath } from '../../../mocks/core/system/fields/leadpath.ts'
import type { Exchange, KeptRow, Span, TraceSummary } from '../../../mocks/core/system/record.ts'
import type { AnySystem } from '../../../mocks/core/system/system.ts'
import type { Key } from '../../../mocks/core/system/table.ts'

/** A system that a lead passes, and the exchange that brought the lead there. */
export interface Station {
  system: Simulated
  way: LeadPath
  /** Undefined when the lead did not come so far. */
  exchange: Exchange | undefined
}

/** The systems that handle the lead of these spans, in the order of the pipeline. */
export function stationsOf(systems: readonly Pick<AnySystem, 'name' | 'leadPath'>[], spans: Span[]): Station[] {
  const ways = new Map(systems.map(({ name, leadPath }) => [name, leadPath]))
  const exchanges = spans.filter((span): span is Exchange => span.type === 'exchange')
  return systemNames.flatMap((system) => {
    const way = ways.get(system)
    if (!way || (isOptional(system) && !spans.some((span) => way.isReachedBy?.(span)))) return []
    return [{ system, way, exchange: broughtBy(way, exchanges) }]
  })
}

/** Of several attempts, the last that was accepted, else the last. */
function broughtBy({ request: { carriesLead, isAccepted = isSuccess } }: LeadPath, exchanges: Exchange[]): Exchange | undefined {
  const attempts = exchanges.filter(carriesLead)
  return attempts.findLast(isAccepted) ?? attempts.at(-1)
}

const isSuccess = ({ status }: Exchange) => status >= 200 && status < 400

/** A row that a lead became, and what was kept of it. */
export interface FoundRow {
  table: string
  key: Key
  kept: KeptRow | undefined
}

/** The row that a lead became at a station, as its own work left it; undefined when the lead did not come there. */
export function rowAt({ way: { row }, exchange }: Station, next: Station | undefined, spans: Span[], summary: TraceSummary) {
  const key = row?.key(exchange, summary)
  if (!row || key === undefined) return undefined
  const { table } = row
  const states = { last: () => spans, sent: () => upToSending(spans, next), request: () => (exchange ? [exchange] : []) }
  const rows = states[row.asOf]().flatMap(({ rows = [] }) => rows)
  return { table, key, kept: rows.findLast((row) => row.table === table && row.key === key) } satisfies FoundRow
}

/** The spans up to the run that sent the lead to the next system: the row is what that run read. */
function upToSending(spans: Span[], next: Station | undefined): Span[] {
  const parent = next?.exchange?.parent_id
  const sender = next?.exchange ? spans.findIndex((span) => [span, ...span.steps].some(({ id }) => id === parent)) : -1
  return sender < 0 ? spans : spans.slice(0, sender + 1)
}
