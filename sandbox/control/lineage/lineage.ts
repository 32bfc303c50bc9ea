import type { Schema } from '../../../contracts/types.ts'
import { toQueue, toRecipe, toRow } from '../../../mocks/customersdot/passages.ts'
import { fromForm } from '../../../mocks/gitlab/passages.ts'
import { toLead, toPerson } from '../../../mocks/marketo/passages.ts'
import type { Fields, Passage } from '../../../mocks/passage.ts'
import { toRecipe as fromQueue } from '../../../mocks/platypus/passages.ts'
import type { Exchange, Span, TraceSummary } from '../../../mocks/record.ts'
import { toRecord } from '../../../mocks/salesforce/passages.ts'
import type { Key, Row } from '../../../mocks/table.ts'
import { fromPlatypusToMarketo, toMarketo } from '../../../mocks/workato/passages.ts'
import type { World } from '../../../mocks/world.ts'
import { follow, type Stop } from './follow.ts'
import { isByPlatypus, rowsOf, sentIn, type Way, wayOf } from './places.ts'

type Told = Schema<'ControlLineagePlace'>
type Place = Stop & Omit<Told, 'reached'>

/** The systems between CustomersDot and Marketo, and how fields pass from CustomersDot's row through them. */
const routes: Record<'workato' | 'platypus', { between: ('platypus' | 'workato')[]; passages: Passage[] }> = {
  workato: { between: ['workato'], passages: [toRecipe, toMarketo] },
  platypus: { between: ['platypus', 'workato'], passages: [toQueue, fromQueue, fromPlatypusToMarketo] },
}

/** What became of each field of a trace's lead. */
export function lineageOf(summary: TraceSummary, spans: Span[], world: World): Schema<'ControlLineage'> {
  const way = wayOf(spans)
  const keys = rowsOf(way, summary)
  const route = isByPlatypus(spans) ? routes.platypus : routes.workato
  const passages = [fromForm(way.form?.operation ?? null, sent(way, 'form') ?? {}), toRow, ...route.passages, toPerson, toLead, toRecord]
  const read = new Reader(summary, world)
  const places = [
    request('form', 'gitlab', way, 'form'),
    request('customersdot_request', 'customersdot', way, 'customersdot'),
    read.row('customersdot_lead', 'customersdot.leads', keys.lead, known(toRow, route.passages[0])),
    ...route.between.map((system) => request(`${system}_request`, system, way, system)),
    request('marketo_request', 'marketo', way, 'marketo'),
    read.row('marketo_person', 'marketo.leads', keys.person, known(toPerson, toLead)),
    request('salesforce_request', 'salesforce', way, 'salesforce'),
    read.row('salesforce_lead', 'salesforce.leads', keys.record, known(toRecord)),
  ]
  const told = places.map(({ fields, ...place }) => ({ ...place, reached: fields !== undefined }))
  return { trace_id: summary.id, places: told, ...follow(places, passages) }
}

const sent = (way: Way, hop: keyof Way): Fields | undefined => way[hop] && present(sentIn[hop](way[hop] as Exchange))

const request = (place: Told['place'], system: Told['system'], way: Way, hop: keyof Way): Place => ({
  place,
  system,
  changed: false,
  exchange: way[hop]?.id ?? null,
  row: null,
  fields: sent(way, hop),
})

/** The columns of a row that a rule speaks of; others are the system's own affair. */
function known(to: Passage, from?: Passage): Set<string> {
  const filled = [...Object.keys(to.added ?? {}), ...Object.keys(to.defaulted ?? {})]
  return new Set([...to.fields.map(([, name]) => name), ...filled, ...(from?.fields.map(([name]) => name) ?? [])])
}

/** Reads the rows that a lead became, as they are now. */
class Reader {
  readonly #summary: TraceSummary
  readonly #world: World

  constructor(summary: TraceSummary, world: World) {
    this.#summary = summary
    this.#world = world
  }

  row(place: Told['place'], table: string, key: Key | undefined, columns: Set<string>): Place {
    const found = key === undefined ? undefined : this.#world.store.relation(table).rows.get(key)
    const fields = found && present(Object.fromEntries(Object.entries(found).filter(([name]) => columns.has(name))))
    const system = table.split('.')[0] as Told['system']
    const row = found ? { table, key: key as Key } : null
    return { place, system, changed: !!found && this.#isChanged(system, found), exchange: null, row, fields }
  }

  /** A lead has its row for itself; a person and a record are shared by all leads of one e-mail. */
  #isChanged(system: Told['system'], row: Row): boolean {
    const { id, email, ended_at } = this.#summary
    const stamp = row.LastModifiedDate ?? row.updatedAt ?? row.updated_at
    if (Date.parse(String(stamp)) > Date.parse(ended_at)) return true
    if (system === 'customersdot' || !email) return false
    const wrote = (other: TraceSummary) => other.id !== id && other.ended_at >= ended_at && other.systems.includes(system)
    return this.#world.traces.list({ email, limit: 1, where: wrote }).total > 0
  }
}

const present = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
