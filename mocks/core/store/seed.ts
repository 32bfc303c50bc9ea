import type { Schema } from '../../../contracts/openapi/types.ts'
import type { AnySystem } from '../system/system.ts'
import type { Key, Row, RowChange } from '../system/table.ts'
import type { Store } from './store.ts'

/** The rows that a system begins with, as changes to an empty store. `now` is an ISO stamp. */
export function seedOf(system: AnySystem, store: Store, now: string): RowChange[] {
  return Object.entries(system.seed(now)).flatMap(([name, rows]) => {
    const table = `${system.name}.${name}`
    const { definition } = store.relation(table)
    return (rows as Row[]).map((row) => ({ table, key: row[definition.key] as Key, before: undefined, after: row }))
  })
}

/** Rows by system and table as changes to a store that may have them already. `now` is an ISO stamp. */
export function rowsOf(seed: Schema<'ControlSeed'>, store: Store, now: string): RowChange[] {
  const tables = Object.entries(seed).flatMap(([system, named]) =>
    Object.entries(named as Record<string, Row[]>).map(([name, rows]) => ({ table: `${system}.${name}`, rows })),
  )
  return tables.flatMap(({ table, rows }) => {
    const { definition, rows: known } = store.relation(table)
    return rows.map((given) => {
      const row = definition.complete?.(given, now) ?? given
      return { table, key: row[definition.key] as Key, before: known.get(row[definition.key] as Key), after: row }
    })
  })
}
