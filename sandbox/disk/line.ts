import type { Change } from '../../mocks/core/store/store.ts'
import type { Key, Row } from '../../mocks/core/system/table.ts'

/** What a line of a table file says, without its row being parsed. */
export interface RowLine {
  table: string
  key: Key
  /** The row is no more. */
  gone: boolean
  /** The change set ends here. */
  last: boolean
}

/** One row of a change set: `["customersdot.leads",1,{…}]`; the last one of the set ends in `,1]`. */
export const writeLine = ([table, key, row]: Change, last: boolean): string =>
  `["${table}",${JSON.stringify(key)},${JSON.stringify(row)}${last ? ',1]' : ']'}`

const form = /^\["([^"]+)",(-?[\d.e+]+|"(?:[^"\\]|\\.)*"),/

/** Reads a line up to its row, which is the greater part and may never be asked for. */
export function readLine(json: string): RowLine {
  const [start, table, key] = form.exec(json) as unknown as [string, string, string]
  const last = json.endsWith(',1]')
  return { table, key: JSON.parse(key) as Key, last, gone: json.slice(start.length, start.length + 5) === (last ? 'null,' : 'null]') }
}

/** The row of a line. */
export const rowOf = (json: string): Row => (JSON.parse(json) as [string, Key, Row])[2]
