import type { Rows } from '../../contracts/openapi/types.ts'
import { developmentCredentials } from '../core/system/credentials.ts'
import { defaults } from './leads/settings.ts'

type Row = Rows<'CustomersdotTables'>

/** GitLab's account, active, and the settings. */
export const seed = (): { [Table in 'admins' | 'settings']: Row[Table][] } => ({
  admins: [{ email: developmentCredentials.customersdot.adminEmail, active: true }],
  settings: [
    { name: 'workato_token_request', value: defaults.workato_token_request },
    { name: 'lead_route', value: defaults.lead_route },
  ],
})
