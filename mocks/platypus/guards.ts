import type { Call } from '../core/system/call.ts'
import { bearer, isIssued } from '../core/system/oauth.ts'
import type { Guard } from '../core/system/system.ts'
import { refuse } from './refusals.ts'
import type { PlatypusContext, tables } from './tables.ts'

export const guards: Record<string, Guard<typeof tables>> = {
  /** A token that was issued here and has not expired. */
  async PlatypusBearer({ headers }: Call, context: PlatypusContext) {
    return (await isIssued(bearer(headers.authorization), context)) ? undefined : refuse(401, 'Unauthorized')
  },
}
