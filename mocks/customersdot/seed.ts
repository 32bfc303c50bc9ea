import type { Rows } from '../../contracts/types.ts'
import { developmentCredentials } from '../credentials.ts'

type Row = Rows<'CustomersdotTables'>

/** GitLab's account, active. */
export const seed = (): { admins: Row['admins'][] } => ({
  admins: [{ email: developmentCredentials.customersdot.adminEmail, active: true }],
})
