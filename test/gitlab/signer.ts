import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { World } from '../../mocks/core/world.ts'
import type { Portal } from './portal.ts'

const issuer = 'https://customers.gitlab.com'

const claims = { iss: issuer, sub: 'customers-dot-internal-api', aud: 'gitlab-subscriptions' }

/** Gives the stand-in keys, and makes tokens of CustomersDot's with them. */
export async function signer(world: World, portal: Portal, kid = 'first') {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const { n = '', e = '' } = await exportJWK(publicKey)
  const configuration = { issuer, jwks_uri: `${issuer}/oauth/discovery/keys`, id_token_signing_alg_values_supported: ['RS256'] }
  const publish = () => {
    portal.answer('customersdot.getOpenidConfiguration', { status: 200, body: configuration })
    portal.answer('customersdot.getJwks', { status: 200, body: { keys: [{ kty: 'RSA', kid, use: 'sig', alg: 'RS256', n, e }] } })
  }
  const sign = (changes: Record<string, unknown> = {}, life = 60) => {
    const now = Math.floor(world.clock.now() / 1000)
    return new SignJWT({ ...claims, iat: now, exp: now + life, ...changes }).setProtectedHeader({ alg: 'RS256', kid }).sign(privateKey)
  }
  publish()
  return { sign, publish, headers: async () => ({ 'x-customers-dot-internal-token': await sign() }) }
}
