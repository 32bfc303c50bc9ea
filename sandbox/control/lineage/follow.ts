import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Passage } from '../../../mocks/core/system/fields/fieldmap.ts'
import { Gate } from './gate.ts'
import { type Break, type Cell, missing, type Stop, type Thread } from './stage.ts'

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
