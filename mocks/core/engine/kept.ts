import { differences } from '../store/equal.ts'
import type { NamedRelation, Store } from '../store/store.ts'
import type { KeptRow } from '../system/record.ts'
import type { Keeping, Row } from '../system/table.ts'
import { othersIn } from './others.ts'
import type { Unit } from './unit.ts'

/** The rows of a unit's lead that a span keeps: the rows that the unit wrote, and the rows that others wrote since the lead's previous work. */
export function keptRows(unit: Unit, store: Store): KeptRow[] {
  const rows: KeptRow[] = []
  for (const table of store.kept) {
    const seen = see(unit, table)
    if (seen && isNews(seen, table)) rows.push(seen.kept)
  }
  return rows
}

/** The rows of a unit's lead that others write too, for the lead's next job to compare with. */
export function passedOn(unit: Unit, store: Store): KeptRow[] {
  const rows: KeptRow[] = []
  for (const table of store.kept) {
    const seen = table.relation.definition.keep?.shared ? see(unit, table) : undefined
    if (seen) rows.push(seen.kept)
  }
  return rows
}

interface Seen {
  kept: KeptRow
  /** The row as the lead's work before this left it. */
  inherited: KeptRow | undefined
}

/** Leaves out rows that were kept before. */
function isNews({ kept, inherited }: Seen, table: NamedRelation): boolean {
  if (kept.before !== undefined || kept.others) return true
  return table.relation.definition.keep?.shared === true && (!inherited || differences(inherited.row, kept.row).length > 0)
}

/** The lead's row of a table as a unit found it and leaves it; undefined when the unit neither read nor wrote it, or removed it. */
function see(unit: Unit, table: NamedRelation): Seen | undefined {
  const { tag, besides, normal } = table.relation.definition.keep as Keeping
  const key = unit.tags[tag]
  if (key === undefined) return undefined
  const read = unit.changes.readOf(table.full, key)
  const change = unit.changes.changeOf(table.full, key)
  if (change?.after === null) return undefined
  const found = read && fieldsOf(read.row, besides)
  const before = change?.before && (change.before === read?.row ? found : fieldsOf(change.before, besides))
  const after = change?.after && fieldsOf(change.after, besides)
  if (!found && !after) return undefined
  const inherited = unit.inherited.find((other) => other.table === table.full && other.key === key)
  const kept = describe({ table: table.full, key }, found, { before, after })
  const others = read && found && inherited ? othersIn(found, { ...read, inherited, trace: unit.span.traceId, normal }) : {}
  for (const name in kept.before) delete others[name]
  if (Object.keys(others).length) kept.others = others
  return { kept, inherited }
}

type Fields = Record<string, unknown>

interface Change {
  before: Fields | undefined
  after: Fields | undefined
}

/**
 * A row as a unit leaves it: as it was first read, with the unit's own changes. Another trace may have written it in between, which is not a
 * part of what this unit saw.
 */
function describe(name: Pick<KeptRow, 'table' | 'key'>, found: Fields | undefined, { before, after }: Change): KeptRow {
  if (!after) return { ...name, row: found as Fields }
  if (!before) return { ...name, row: after, before: null }
  const written = differences(before, after)
  if (!written.length) return { ...name, row: found ?? after }
  const row = { ...(found ?? before) }
  for (const field of written)
    if (field in after) row[field] = after[field]
    else delete row[field]
  return { ...name, row, before: Object.fromEntries(written.map((field) => [field, before[field] ?? null])) }
}

function fieldsOf(row: Row, besides: readonly string[]): Fields {
  const fields: Fields = {}
  for (const name in row) if (row[name] !== undefined && !besides.includes(name)) fields[name] = row[name]
  return fields
}
