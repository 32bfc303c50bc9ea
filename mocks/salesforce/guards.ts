import type { Call } from '../call.ts'
import type { Guard } from '../system.ts'
import { bearer } from '../token.ts'
import { refuseOutage } from './outage.ts'
import { refuse } from './refusals.ts'
import { isOpen } from './session/open.ts'
import type { SalesforceContext, tables } from './tables.ts'
import { refuseExcess } from './usage.ts'

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
