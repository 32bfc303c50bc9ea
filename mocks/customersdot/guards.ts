import type { Call } from '../core/system/call.ts'
import { sameSecret } from '../core/system/oauth.ts'
import type { Guard } from '../core/system/system.ts'
import { refuse } from './refusals.ts'
import type { CustomersdotContext, tables } from './tables.ts'

const unauthorized = () => refuse(401, 'Unauthorized')

/** GitLab signs in with the e-mail and the token of an admin. Source: GitLab 19.3, ee/lib/gitlab/subscription_portal/client.rb. */
export const guards: Record<string, Guard<typeof tables>> = {
  CustomersdotAdminEmail({ headers }: Call, { credentials }: CustomersdotContext) {
    return sameSecret(headers['x-admin-email'], credentials.customersdot.adminEmail) ? undefined : unauthorized()
  },

  /** Comes after the e-mail, so that only who knows both learns that the account is blocked. */
  async CustomersdotAdminToken({ headers }: Call, { credentials, tables }: CustomersdotContext) {
    if (!sameSecret(headers['x-admin-token'], credentials.customersdot.adminToken)) return unauthorized()
    const admin = await tables.admins.get(headers['x-admin-email'] ?? '')
    return admin?.active === false ? refuse(403, 'Forbidden') : undefined
  },
}
