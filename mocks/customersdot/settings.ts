import type { Rows } from '../../contracts/types.ts'
import type { CustomersdotContext } from './tables.ts'

type Setting = Rows<'CustomersdotTables'>['settings']

/** How a new CustomersDot is set up. */
export const defaults: Record<Setting['name'], Setting['value']> = { workato_token_request: 'basic' }

/** The value of a setting; its default when it has no row. */
export const settingOf = async ({ tables }: CustomersdotContext, name: Setting['name']): Promise<Setting['value']> =>
  (await tables.settings.get(name))?.value ?? defaults[name]
