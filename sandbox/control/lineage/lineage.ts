import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Fields, Passage } from '../../../mocks/core/system/fieldmap.ts'
import type { Exchange, Span, TraceSummary } from '../../../mocks/core/system/record.ts'
import type { Traces } from '../../../mocks/core/traces/traces.ts'
import { toQueue, toRecipe, toRow } from '../../../mocks/customersdot/fieldmap.ts'
import { fromForm } from '../../../mocks/gitlab/fieldmap.ts'
import { toLead, toPerson } from '../../../mocks/marketo/fieldmap.ts'
import { toRecipe as fromQueue } from '../../../mocks/platypus/fieldmap.ts'
import { toRecord } from '../../../mocks/salesforce/fieldmap.ts'
import { fromPlatypusToMarketo, toMarketo } from '../../../mocks/workato/fieldmap.ts'
import { follow } from './follow.ts'
import { isByPlatypus, type LeadRow, rowsOf, sentIn, type Way, wayOf } from './places.ts'
import type { Stop } from './stage.ts'

type Lineage = Schema<'ControlLineage'>
type Told = Schema<'ControlLineagePlace'>
type Place = Stop & Omit<Told, 'reached'>

/** The systems between CustomersDot and Marketo, and how fields pass from CustomersDot's row through them. */
const routes: Record<'workato' | 'platypus', { between: ('platypus' | 'workato')[]; passages: Passage[] }> = {
  workato: { between: ['workato'], passages: [toRecipe, toMarketo] },
  platypus: { between: ['platypus', 'workato'], passages: [toQueue, fromQueue, fromPlatypusToMarketo] },
}

/** What became of each field of a trace's lead. */
export function lineageOf(summary: TraceSummary, spans: Span[], traces: Pick<Traces, 'summary'>): Schema<'ControlLineage'> {
  const way = wayOf(spans)
  const rows = rowsOf(spans, way, summary)
  const route = isByPlatypus(spans) ? routes.platypus : routes.workato
  const passages = [fromForm(way.form?.operation ?? null, sent(way, 'form') ?? {}), toRow, ...route.passages, toPerson, toLead, toRecord]
  const places = [
    request('form', 'gitlab', way, 'form'),
    request('customersdot_request', 'customersdot', way, 'customersdot'),
    row('customersdot_lead', 'customersdot', rows.lead, known(toRow, route.passages[0])),
    ...route.between.map((system) => request(`${system}_request`, system, way, system)),
    request('marketo_request', 'marketo', way, 'marketo'),
    row('marketo_person', 'marketo', rows.person, known(toPerson, toLead)),
    request('salesforce_request', 'salesforce', way, 'salesforce'),
    row('salesforce_lead', 'salesforce', rows.record, known(toRecord)),
  ]
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

const sent = (way: Way, hop: keyof Way): Fields | undefined => way[hop] && present(sentIn[hop](way[hop] as Exchange))

const request = (place: Told['place'], system: Told['system'], way: Way, hop: keyof Way): Place => ({
  place,
  system,
  kept: true,
  exchange: way[hop]?.id ?? null,
  row: null,
  fields: sent(way, hop),
})

/** The columns of a row that a rule speaks of; others are the system's own affair. */
function known(to: Passage, from?: Passage): Set<string> {
  const filled = [...Object.keys(to.added ?? {}), ...Object.keys(to.defaulted ?? {})]
  return new Set([...to.fields.map(([, name]) => name), ...filled, ...(from?.fields.map(([name]) => name) ?? [])])
}

/** A row as the lead's own work left it, with the columns that a rule speaks of. */
function row(place: Told['place'], system: Told['system'], found: LeadRow | undefined, columns: Set<string>): Place {
  const { table, key, kept } = found ?? {}
  const fields = kept && present(Object.fromEntries(Object.entries(kept.row).filter(([name]) => columns.has(name))))
  const name = table === undefined || key === undefined ? null : { table, key }
  return { place, system, kept: !found || !!kept, exchange: null, row: name, fields, others: kept?.others }
}

const present = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
