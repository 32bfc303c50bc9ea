import type { Renewal } from '../core/system/access/renewal.ts'
import type { tables } from './tables.ts'
import { internalToken } from './trials/keys.ts'

export const renewals: Record<string, Renewal<typeof tables>> = {
  CustomersdotAdminEmail: (_, { credentials }) => ({ 'x-admin-email': credentials.customersdot.adminEmail }),
  CustomersdotAdminToken: (_, { credentials }) => ({ 'x-admin-token': credentials.customersdot.adminToken }),
  /** GitLab's scheme: CustomersDot has the key with which the token is signed. */
  GitlabInternalToken: async (_, context) => ({ 'x-customers-dot-internal-token': await internalToken(context) }),
}
