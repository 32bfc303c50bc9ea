import { importSPKI, jwtVerify } from 'jose'
import { sameSecret } from '../../core/system/oauth.ts'
import { clientOf, type WorkatoContext } from '../tables.ts'

/**
 * Whether the client signed a JWT, with the secret it shares with Workato or with the key whose public half Workato has, in the name of its
 * API token, and the world's clock has not ended it. Source: Workato docs, api-mgmt/access-tokens.
 */
export async function isSigned(jwt: string, context: WorkatoContext): Promise<boolean> {
  const { apiToken, clientSecret } = context.credentials.workato
  const pem = (await clientOf(context))?.jwt_public_key
  const currentDate = new Date(context.clock.now())
  try {
    const { payload } = await jwtVerify(
      jwt,
      ({ alg }) => (alg === 'RS256' && pem ? importSPKI(pem, alg) : new TextEncoder().encode(clientSecret)),
      { algorithms: pem ? ['HS256', 'RS256'] : ['HS256'], currentDate },
    )
    return sameSecret(payload.sub, apiToken)
  } catch {
    // A token or a key that cannot be read is no bug of ours: whoever sent it is not authenticated.
    return false
  }
}
