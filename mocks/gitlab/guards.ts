import { hash, sameSecret } from '../core/system/oauth.ts'
import type { Guard } from '../core/system/system.ts'
import { refuseApi } from './refusals.ts'
import type { tables } from './tables.ts'
import { isFromCustomersdot } from './users/jwt.ts'

/** Of the API only. The browser's forms need no sign-in to be reached: each answers by itself those who have none. */
export const guards: Record<string, Guard<typeof tables>> = {
  /** The access token that CustomersDot has, an admin's, or one of a user who is an admin. */
  async GitlabPrivateToken({ headers }, { credentials, tables }) {
    const token = headers['private-token'] ?? ''
    if (sameSecret(token, credentials.gitlab.adminToken)) return undefined
    const known = await tables.personal_access_tokens.get(hash(token))
    const user = known && (await tables.users.get(known.user_id))
    if (!user) return refuseApi.unauthorized()
    return user.admin ? undefined : refuseApi.forbidden()
  },

  /** CustomersDot's JWT. */
  async GitlabInternalToken({ headers }, context) {
    const token = headers['x-customers-dot-internal-token']
    return token && (await isFromCustomersdot(context, token)) ? undefined : refuseApi.unauthorized()
  },
}
