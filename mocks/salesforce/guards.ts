import type { Call } from '../core/system/call.ts'
import { bearer } from '../core/system/oauth.ts'
import type { Guard } from '../core/system/system.ts'
import { refuseExcess } from './access/limits.ts'
import { isOpen } from './access/open.ts'
import { refuseOutage } from './access/outage.ts'
import { refuse } from './refusals.ts'
import type { SalesforceContext, tables } from './tables.ts'

export const guards: Record<string, Guard<typeof tables>> = {
  /** A session that was opened here and has not expired, with calls left for the day. */
  async SalesforceBearer({ headers }: Call, context: SalesforceContext) {
    const outage = refuseOutage(context)
    if (outage) return outage
    const token = bearer(headers.authorization)
    if (headers.authorization && !token) return refuse(401, 'INVALID_AUTH_HEADER', 'INVALID_AUTH_HEADER')
    return (await isOpen(token, context)) ? refuseExcess(context) : refuse(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
  },
}
