import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { Schema } from '../../../contracts/openapi/types.ts'
import type { CustomersdotContext } from '../tables.ts'

interface Keys {
  privateKey: CryptoKey
  publicKey: Schema<'CustomersdotJwk'>
}

/** Seconds that a token for GitLab's internal API is valid; assumed. */
const tokenLife = 60

/** Who CustomersDot is in its tokens and its OpenID configuration. */
export const issuerOf = (context: CustomersdotContext): string => context.baseOf('customersdot')

/** The public half of the key with which tokens are signed. */
export const publicKey = async (context: CustomersdotContext) => (await keysOf(context)).publicKey

/** A token for GitLab's internal API. Source of the claims: GitLab 19.3, ee/lib/gitlab_subscriptions/api/internal/auth.rb. */
export async function internalToken(context: CustomersdotContext): Promise<string> {
  const { privateKey, publicKey } = await keysOf(context)
  const now = Math.floor(context.clock.now() / 1000)
  return new SignJWT()
    .setProtectedHeader({ alg: publicKey.alg, kid: publicKey.kid, typ: 'JWT' })
    .setIssuer(issuerOf(context))
    .setSubject('customers-dot-internal-api')
    .setAudience('gitlab-subscriptions')
    .setIssuedAt(now)
    .setExpirationTime(now + tokenLife)
    .sign(privateKey)
}

/** Made when first needed, since it takes a while; kept as a promise, so that two who ask at once get the same. */
function keysOf({ memory }: CustomersdotContext): Promise<Keys> {
  const known = memory.get('keys') as Promise<Keys> | undefined
  const keys = known ?? makeKeys()
  memory.set('keys', keys)
  return keys
}

async function makeKeys(): Promise<Keys> {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const { n = '', e = '', ...jwk } = await exportJWK(publicKey)
  const kid = await calculateJwkThumbprint({ ...jwk, n, e })
  return { privateKey, publicKey: { kty: 'RSA', kid, use: 'sig', alg: 'RS256', n, e } }
}
