import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Fields, Passage } from '../../../mocks/core/system/fieldmap.ts'
import type { OtherValue } from '../../../mocks/core/system/record.ts'
import { Gate } from './gate.ts'

export type Cell = Schema<'ControlCell'>
export type Break = Schema<'ControlBreak'>

/** A place with what the lead had there. Without fields the lead did not come here, or what it left was not kept. */
export interface Stop {
  place: Schema<'ControlPlace'>
  fields: Fields | undefined
  kept: boolean
  /** Fields whose values another trace wrote, by name. */
  others?: Readonly<Record<string, OtherValue>> | undefined
}

/** A field on its way, whatever it is called. */
export interface Thread {
  field: string
  /** What it is called at the last place; null once it went no farther. */
  name: string | null
  value: unknown
  /** The trace whose value this is, once it is no longer the lead's own. */
  by?: string | undefined
  cells: Cell[]
}

/** Follows every field from stop to stop; `passages[n]` leads from stop `n` to the next. */
export function follow(stops: Stop[], passages: Passage[]): { rows: Schema<'ControlLineageRow'>[]; broken: Break | null } {
  const [first] = stops as [Stop, ...Stop[]]
  const threads = Object.entries(first.fields ?? {}).map(([name, value]) => begin(name, value, { came: 'given', name, value }, []))
  let broken: Break | null = null
  for (const [index, passage] of passages.entries()) {
    const before = stops.slice(0, index + 1)
    const gate = new Gate(passage, before.at(-1) as Stop, stops[index + 1] as Stop, threads)
    const breaks = threads.flatMap((thread) => gate.pass(thread) ?? [])
    for (const { name, value, cell } of gate.fresh()) threads.push(begin(name, value, cell, before))
    broken ??= breaks[0] ?? null
  }
  return { rows: threads.map(({ field, cells }) => ({ field, cells })), broken }
}

/** A field that first turns up here was not at the places before. */
const begin = (name: string, value: unknown, cell: Cell, before: Stop[]): Thread => ({
  field: name,
  name,
  value,
  by: cell.came === 'overwritten' ? cell.by?.trace_id : undefined,
  cells: [...before.map((stop): Cell => ({ came: stop.fields ? 'absent' : missing(stop), name: null })), cell],
})

/** How a field comes to a place of which no fields are known. */
export const missing = ({ kept }: Stop): 'not_reached' | 'not_kept' => (kept ? 'not_reached' : 'not_kept')
