import type { Call } from '../call.ts'
import type { Guard } from '../system.ts'
import { bearer, hash } from '../token.ts'
import { refuse } from './errors.ts'
import { refuseExcess } from './policies.ts'
import type { tables, WorkatoContext } from './tables.ts'

export const guards: Record<string, Guard<typeof tables>> = {
  /** A token that was issued here and has not expired, with calls left by the access policy. */
  async WorkatoBearer(call: Call, context: WorkatoContext) {
    const token = bearer(call.headers.authorization)
    const row = token && (await context.tables.tokens.get(hash(token)))
    const living = row && Date.parse(row.expires_at) > context.clock.now()
    return living ? refuseExcess(call, context) : refuse(401, 'Authentication failed')
  },
}
