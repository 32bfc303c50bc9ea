import type { Schema } from '../../../../contracts/openapi/types.ts'
import { brief } from './value.ts'

export type Row = Record<string, unknown>

/** A column with the room that it gets. */
export interface Column {
  name: string
  description?: string
  /** In `ch`. */
  width: number
}

const narrowest = 8
const widest = 36

const whose = /^(work_)?email$/i
const made = /^(created|updated|LastModified|SystemModstamp)/i

/** Rows that are looked at for how wide a column must be. */
const looked = 100

/**
 * The columns of a table: those that it describes, then what its rows have besides. The key and whose row it is come first, when it was
 * made and changed later, and last what no row has.
 */
export function columnsOf(described: Schema<'ControlColumn'>[], rows: Row[]): Column[] {
  const some = rows.slice(0, looked)
  const known = new Set(described.map(({ name }) => name))
  const found = [...new Set(some.flatMap((row) => Object.keys(row)))].filter((name) => !known.has(name))
  const all = [...described, ...found.map((name) => ({ name }))]
  const rank = ({ name }: { name: string }): number => {
    if (name === all[0]?.name) return 0
    if (some.length > 0 && some.every((row) => row[name] === undefined)) return 4
    return whose.test(name) ? 1 : made.test(name) ? 3 : 2
  }
  return all.toSorted((one, other) => rank(one) - rank(other)).map((column) => ({ ...column, width: widthOf(column.name, some) }))
}

function widthOf(name: string, rows: Row[]): number {
  const longest = rows.reduce((most, row) => Math.max(most, brief(row[name]).length), name.length)
  return Math.min(widest, Math.max(narrowest, longest)) + 3
}
