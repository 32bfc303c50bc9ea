import type { Backlog } from '../jobs/backlog.ts'
import { differences } from '../store/equal.ts'
import { nameOfRow, writersTable } from '../store/shared.ts'
import type { Store } from '../store/store.ts'
import type { Row, RowChange } from '../system/table.ts'

/**
 * Notes which trace writes which fields of shared rows, for the same change set. A row is noted only once a job of another trace
 * was passed it and will compare: where no leads overlap, nothing is written.
 */
export function noteWriters(wanted: RowChange[], trace: string, { store, backlog }: { store: Store; backlog: Backlog }): RowChange[] {
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
