import { decodeJwt, errors, importSPKI, type JWTPayload, jwtVerify } from 'jose'
import { refuseToken } from '../refusals.ts'
import { loginUrls } from '../resources/org.ts'
import type { SalesforceContext } from '../tables.ts'

/** Seconds that an assertion may still be valid. Source: Salesforce help, OAuth 2.0 JWT Bearer Flow. */
const longest = 180

/**
 * The refusal of an assertion that the connected app did not sign, or that is not for the user, this org and this moment. The app's public
 * key stands in `certificates`. The texts are assumed.
 */
export async function refuseAssertion(assertion: string, base: string, context: SalesforceContext) {
  const claims = read(assertion)
  const certificate = claims?.iss && (await context.tables.certificates.get(claims.iss))
  if (!certificate) return refuseToken('invalid_client_id', 'client identifier invalid')
  const { clock, credentials } = context
  try {
    const key = await importSPKI(certificate.public_key, 'RS256')
    const currentDate = new Date(clock.now())
    const { payload } = await jwtVerify(assertion, key, {
      algorithms: ['RS256'],
      audience: [...loginUrls, base],
      currentDate,
      requiredClaims: ['exp'],
    })
    if ((payload.exp as number) > clock.now() / 1000 + longest) return refuseToken('invalid_grant', 'expired authorization code')
    return payload.sub === credentials.salesforce.username ? undefined : refuseToken('invalid_grant', "user hasn't approved this consumer")
  } catch (error) {
    return refuseToken('invalid_grant', reasonOf(error))
  }
}

/** What cannot be read is no bug of ours: whoever sent it is refused. */
function read(assertion: string): JWTPayload | undefined {
  try {
    return decodeJwt(assertion)
  } catch {
    return undefined
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'expired authorization code'
  return error instanceof errors.JWTClaimValidationFailed && error.claim === 'aud' ? 'audience is invalid' : 'invalid assertion'
}
