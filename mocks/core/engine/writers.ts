import type { Backlog } from '../jobs/backlog.ts'
import { differences } from '../store/equal.ts'
import type { Store, Wanted } from '../store/store.ts'
import type { Row } from '../system/table.ts'

/** The table of who wrote which field of a shared row last. */
export const writersTable = 'control.writers'

/** What a row is called among those of all tables: `marketo.leads 7`. */
export const nameOfRow = (table: string, key: string | number): string => `${table} ${key}`

/**
 * Notes which trace writes which fields of shared rows, for the same change set. A row is noted only once a job of another trace
 * was passed it and will compare: where no leads overlap, nothing is written.
 */
export function noteWriters(wanted: Wanted[], trace: string, { store, backlog }: { store: Store; backlog: Backlog }): Wanted[] {
  return wanted.flatMap(({ table, key, before, after }) => {
    const { keep } = store.relation(table).definition
    if (!before || !keep?.shared) return []
    const id = nameOfRow(table, key)
    const known = store.relation(writersTable).rows.get(id)
    if (!known && (!after || !backlog.isAwaited(id, trace))) return []
    const names = after ? differences(before, after).filter((name) => !keep.besides.includes(name)) : []
    return [{ table: writersTable, key: id, before: known, after: after && { id, fields: written(known, names, trace) } }]
  })
}

const written = (known: Row | undefined, names: string[], trace: string) => ({
  ...(known?.fields as object | undefined),
  ...Object.fromEntries(names.map((name) => [name, trace])),
})
