import type { Store, Wanted } from './store.ts'
import type { AnySystem } from './system.ts'
import type { Key, Row } from './table.ts'

/** The rows that a system begins with, as changes to an empty store. `now` is an ISO stamp. */
export function seedOf(system: AnySystem, store: Store, now: string): Wanted[] {
  return Object.entries(system.seed(now)).flatMap(([name, rows]) => {
    const table = `${system.name}.${name}`
    const { definition } = store.relation(table)
    return (rows as Row[]).map((row) => ({ table, key: row[definition.key] as Key, before: undefined, after: row }))
  })
}
