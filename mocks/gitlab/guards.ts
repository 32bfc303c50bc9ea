import type { Guard } from '../system.ts'
import { sameSecret } from '../token.ts'
import { refuseApi } from './errors.ts'
import { isFromCustomersdot } from './jwt.ts'
import type { tables } from './tables.ts'

/** Of the API only. The browser's forms need no sign-in to be reached: each answers by itself those who have none. */
export const guards: Record<string, Guard<typeof tables>> = {
  /** The one access token there is, an admin's. */
  GitlabPrivateToken: ({ headers }, { credentials }) =>
    sameSecret(headers['private-token'], credentials.gitlab.adminToken) ? undefined : refuseApi.unauthorized(),

  /** CustomersDot's JWT. */
  async GitlabInternalToken({ headers }, context) {
    const token = headers['x-customers-dot-internal-token']
    return token && (await isFromCustomersdot(context, token)) ? undefined : refuseApi.unauthorized()
  },
}
