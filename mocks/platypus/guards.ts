import type { Call } from '../core/system/call.ts'
import { bearer, hash } from '../core/system/oauth.ts'
import type { Guard } from '../core/system/system.ts'
import { refuse } from './errors.ts'
import type { PlatypusContext, tables } from './tables.ts'

export const guards: Record<string, Guard<typeof tables>> = {
  /** A token that was issued here and has not expired. */
  async PlatypusBearer({ headers }: Call, { clock, tables }: PlatypusContext) {
    const token = bearer(headers.authorization)
    const row = token && (await tables.tokens.get(hash(token)))
    return row && Date.parse(row.expires_at) > clock.now() ? undefined : refuse(401, 'Unauthorized')
  },
}
