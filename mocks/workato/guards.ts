import type { Call } from '../call.ts'
import type { Guard } from '../system.ts'
import { bearer, hash } from '../token.ts'
import { refuse } from './errors.ts'
import type { tables, WorkatoContext } from './tables.ts'

export const guards: Record<string, Guard<typeof tables>> = {
  /** A token that was issued here and has not expired. */
  async WorkatoBearer(call: Call, { clock, tables }: WorkatoContext) {
    const token = bearer(call.headers.authorization)
    const row = token && (await tables.tokens.get(hash(token)))
    return row && Date.parse(row.expires_at) > clock.now() ? undefined : refuse(401, 'Authentication failed')
  },
}
