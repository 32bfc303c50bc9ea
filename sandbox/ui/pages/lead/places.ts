import type { RouteLocationRaw } from 'vue-router'
import type { Definitions } from '../../../../mocks/core/system/table.ts'

const files = import.meta.glob<Definitions>('../../../../mocks/*/tables.ts', { eager: true, import: 'tables' })
const systems = new Map(Object.entries(files).map(([path, tables]) => [path.split('/').at(-2), tables]))

/** Where a row is shown, `table` being `<system>.<table>`. */
export function placeOfRow(table: string, key: string | number): RouteLocationRaw {
  const [system = '', name = ''] = table.split('.')
  const column = systems.get(system)?.[name]?.key ?? 'id'
  return { name: 'tables', params: { system, table: name }, query: { [column]: String(key) } }
}
