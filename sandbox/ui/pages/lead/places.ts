import type { RouteLocationRaw } from 'vue-router'
import type { Definitions } from '../../../../mocks/core/system/table.ts'
import { tables as customersdot } from '../../../../mocks/customersdot/tables.ts'
import { tables as gitlab } from '../../../../mocks/gitlab/tables.ts'
import { tables as marketo } from '../../../../mocks/marketo/tables.ts'
import { tables as platypus } from '../../../../mocks/platypus/tables.ts'
import { tables as salesforce } from '../../../../mocks/salesforce/tables.ts'
import { tables as workato } from '../../../../mocks/workato/tables.ts'

const systems: Record<string, Definitions> = { gitlab, customersdot, platypus, workato, marketo, salesforce }

/** Where a row is shown, `table` being `<system>.<table>`. */
export function placeOfRow(table: string, key: string | number): RouteLocationRaw {
  const [system = '', name = ''] = table.split('.')
  const column = systems[system]?.[name]?.key ?? 'id'
  return { name: 'tables', params: { system, table: name }, query: { [column]: String(key) } }
}
