import type { Step, WrittenRow } from '../../../mocks/core/system/record.ts'
import { plain } from './plain.ts'

const signs = { inserted: '+', updated: '~', removed: '-' }

/** The rows that a step wrote by itself: `+ marketo.activities 3, 4; ~ marketo.leads 1`. */
export function rowsText(step: Step, within: Step[]): string {
  const keys = new Map<string, unknown[]>()
  for (const { change, table, key } of ownRows(step, within)) {
    const what = `${signs[change]} ${table}`
    keys.set(what, [...(keys.get(what) ?? []), key])
  }
  return plain([...keys].map(([what, written]) => `${what} ${[...new Set(written)].join(', ')}`).join('; '))
}

/** A step's rows include those of the steps within it. A job it enqueued has a line of its own in the tree. */
function ownRows({ rows = [] }: Step, within: Step[]): WrittenRow[] {
  const elsewhere = within.flatMap((step) => step.rows ?? []).map(identity)
  return rows.filter((row) => {
    const place = elsewhere.indexOf(identity(row))
    if (place >= 0) elsewhere.splice(place, 1)
    return place < 0 && row.table !== 'control.jobs'
  })
}

const identity = ({ table, key, change }: WrittenRow): string => `${change} ${table} ${key}`
