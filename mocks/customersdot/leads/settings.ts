import type { Rows } from '../../../contracts/openapi/types.ts'
import type { CustomersdotContext } from '../tables.ts'

type Setting = Rows<'CustomersdotTables'>['settings']

type Values = { [Name in Setting['name']]: Extract<Setting, { name: Name }>['value'] }

/** How a new CustomersDot is set up. */
export const defaults: Values = { workato_token_request: 'basic', lead_route: 'workato' }

/** The value of a setting; its default when it has no row. */
export const settingOf = async <Name extends Setting['name']>({ tables }: CustomersdotContext, name: Name): Promise<Values[Name]> =>
  ((await tables.settings.get(name))?.value as Values[Name] | undefined) ?? defaults[name]
