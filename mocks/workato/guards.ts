import type { Call } from '../core/system/call.ts'
import { basic, bearer, isIssued, sameSecret } from '../core/system/oauth.ts'
import type { Guard } from '../core/system/system.ts'
import { isSigned } from './access/jwt.ts'
import { refuseBeyondQuota, refuseExcess } from './access/limits.ts'
import { refuse } from './refusals.ts'
import { clientOf, type tables, type WorkatoContext } from './tables.ts'

/**
 * Lets the API platform's client in, in whichever of the ways it authenticates, with calls left by its access policy. One guard for all of
 * them, since the last alternative's refusal is the answer.
 */
const platform: Guard<typeof tables> = async (call: Call, context: WorkatoContext) => {
  if (!(await isClient(call, context))) return refuse(401, 'Authentication failed')
  if ((await clientOf(context))?.active === false) return refuse(404, 'API client is not active')
  return refuseExcess(call, context)
}

async function isClient({ headers }: Call, context: WorkatoContext): Promise<boolean> {
  const { apiToken } = context.credentials.workato
  const named = basic(headers.authorization)
  if (sameSecret(headers['api-token'] ?? (named?.name === 'api-token' ? named.password : undefined), apiToken)) return true
  const token = bearer(headers.authorization)
  if (!token) return false
  return token.split('.').length === 3 ? isSigned(token, context) : isIssued(token, context)
}

export const guards: Record<string, Guard<typeof tables>> = {
  WorkatoBearer: platform,
  WorkatoApiToken: platform,
  WorkatoApiTokenBasic: platform,

  WorkatoDeveloperToken(call: Call, context: WorkatoContext) {
    const known = sameSecret(bearer(call.headers.authorization), context.credentials.workato.developerToken)
    return known ? refuseBeyondQuota(call, context) : refuse(401, 'Authentication failed')
  },
}
