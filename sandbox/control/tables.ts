import type { SystemName } from '../../contracts/openapi/types.ts'
import { Conflict } from '../../mocks/core/store/changes.ts'
import type { Context } from '../../mocks/core/system/context.ts'
import type { Key, Row, Table } from '../../mocks/core/system/table.ts'
import type { World } from '../../mocks/core/world.ts'
import { refuse } from './errors.ts'
import { columnsOf, misspelt } from './filters.ts'
import type { ControlHandlers } from './host.ts'
import { pageLength } from './traces.ts'

const paging = new Set(['limit', 'after'])

export const tableHandlers = (world: () => World): Pick<ControlHandlers, 'listTables' | 'listRows' | 'seed'> => ({
  listTables() {
    const { store } = world()
    const tables = store.names.map((name) => {
      const [system, table] = name.split('.') as [string, string]
      return { system, table, rows: store.relation(name).rows.size, columns: columnsOf(system, table) }
    })
    return { status: 200, body: { tables } }
  },

  listRows({ path, query }) {
    const { store } = world()
    const name = `${path.system}.${path.table}`
    if (!store.names.includes(name)) return refuse(404, `There is no table ${name}. GET /_sandbox/tables lists them.`)
    const unknown = misspelt('control.listRows', query, names(path.system, path.table))
    if (unknown) return refuse(400, unknown)
    const wanted = Object.entries(query as Record<string, unknown>).filter(([column]) => !paging.has(column))
    const matches = (row: Row) => wanted.every(([column, value]) => String(row[column] ?? '') === String(value))
    const { rows, next } = store.relation(name).page({ limit: query.limit ?? pageLength, after: query.after, where: matches })
    return { status: 200, body: { rows, next } }
  },

  async seed({ body }, context) {
    let count = 0
    try {
      for (const [system, tables] of Object.entries(body)) {
        for (const [table, rows] of Object.entries(tables as Record<string, Row[]>)) {
          const { complete } = world().store.relation(`${system}.${table}`).definition
          const now = context.clock.stamp()
          for (const row of rows) await put(tableOf(context, world(), system, table), complete?.(row, now) ?? row)
          count += rows.length
        }
      }
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      context.discard()
      return refuse(409, `${error.message}. Nothing was written.`)
    }
    return { status: 200, body: { rows: count } }
  },
})

const names = (system: string, table: string) => columnsOf(system, table).map(({ name }) => name)

export interface Target {
  table: Table<Row>
  key: string
}

export function tableOf(context: Context, world: World, system: string, table: string): Target {
  const { tables } = context.as(system as SystemName) as Context<Record<string, never>>
  return { table: (tables as Record<string, unknown>)[table] as Table<Row>, key: world.store.relation(`${system}.${table}`).definition.key }
}

/** Inserts a row, in the place of the one with the same key. */
export async function put({ table, key }: Target, row: Row) {
  const known = await table.get(row[key] as Key)
  if (known) await table.remove(known)
  await table.insert(row)
}
