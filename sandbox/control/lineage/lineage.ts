import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Fields, Passage } from '../../../mocks/core/system/fields/fieldmap.ts'
import type { Span, TraceSummary } from '../../../mocks/core/system/record.ts'
import type { AnySystem } from '../../../mocks/core/system/system.ts'
import type { Traces } from '../../../mocks/core/traces/traces.ts'
import { follow } from './follow.ts'
import { type FoundRow, rowAt, type Station, stationsOf } from './places.ts'
import type { Stop } from './stage.ts'

type Lineage = Schema<'ControlLineage'>
type Told = Schema<'ControlLineagePlace'>
type Place = Stop & Omit<Told, 'reached'>

/** What became of each field of a trace's lead, by what the systems say of the fields. */
export function lineageOf(
  summary: TraceSummary,
  spans: Span[],
  traces: Pick<Traces, 'summary'>,
  systems: readonly Pick<AnySystem, 'name' | 'leadPath'>[],
): Lineage {
  const stations = stationsOf(systems, spans)
  const parts = stations.map((station, index) => {
    const [before, after] = [stations[index - 1], stations[index + 1]]
    const onward = after && station.way.onward?.({ before: before?.system, after: after.system, request: station.exchange })
    return { station, onward, row: rowAt(station, after, spans, summary) }
  })
  const places = parts.flatMap(({ station, row, onward }) => [request(station), ...placeOfRow(station, row, onward)])
  const passages = parts.flatMap(({ station, onward }) => [station.way.row?.passage ?? [], onward ?? []].flat())
  const told = places.map(({ fields, others, ...place }) => ({ ...place, reached: fields !== undefined || !place.kept }))
  const followed = follow(places, passages)
  return { trace_id: summary.id, places: told, ...followed, rows: followed.rows.map((field) => withLeads(field, traces)) }
}

/** Names the lead of each trace that wrote a value. */
function withLeads({ field, cells }: Lineage['rows'][number], traces: Pick<Traces, 'summary'>): Lineage['rows'][number] {
  return { field, cells: cells.map(({ by, ...cell }) => (by ? { ...cell, by: writer(by.trace_id, traces) } : cell)) }
}

function writer(trace_id: string, traces: Pick<Traces, 'summary'>): Schema<'ControlWriter'> {
  const lead_id = traces.summary(trace_id)?.lead_ids.at(-1)
  return { trace_id, ...(lead_id === undefined ? {} : { lead_id }) }
}

const request = ({ system, way, exchange }: Station): Place => ({
  place: way.request.place,
  system,
  kept: true,
  exchange: exchange?.id ?? null,
  row: null,
  fields: exchange && present(way.request.fields(exchange)),
})

/** The columns of a row that a rule speaks of; others are the system's own affair. */
function known(to: Passage, from?: Passage): Set<string> {
  const filled = [...Object.keys(to.added ?? {}), ...Object.keys(to.defaulted ?? {})]
  return new Set([...to.fields.map(([, name]) => name), ...filled, ...(from?.fields.map(([name]) => name) ?? [])])
}

/** A row as the lead's own work left it, with the columns that a rule speaks of; nothing for a system that keeps none. */
function placeOfRow({ system, way }: Station, found: FoundRow | undefined, onward: Passage | undefined): Place[] {
  if (!way.row) return []
  const { place, passage } = way.row
  const { table, key, kept } = found ?? {}
  const columns = known(passage, onward)
  const fields = kept && present(Object.fromEntries(Object.entries(kept.row).filter(([name]) => columns.has(name))))
  const name = table === undefined || key === undefined ? null : { table, key }
  return [{ place, system, kept: !found || !!kept, exchange: null, row: name, fields, others: kept?.others }]
}

const present = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
