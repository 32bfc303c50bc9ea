import { styleText } from 'node:util'
import type { Schema } from '../../../contracts/openapi/types.ts'
import { plain } from './plain.ts'
import { writerOf } from './words.ts'

type Lineage = Schema<'ControlLineage'>

/** A line for each field that holds another lead's value in Salesforce: whose, and which. */
export function overwrittenText({ rows }: Lineage): string[] {
  return rows.flatMap(({ field, cells }) => {
    const cell = cells.findLast(({ came }) => came === 'overwritten')
    if (!cell?.by) return []
    const value = cell.value === undefined ? 'nothing' : JSON.stringify(cell.value)
    return [styleText('yellow', plain(`↻ ${field} overwritten by ${writerOf(cell.by)}: ${value}`))]
  })
}
