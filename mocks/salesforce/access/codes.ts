import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { hash } from '../../core/system/oauth.ts'
import type { Handlers } from '../../core/system/system.ts'
import { refuseToken } from '../refusals.ts'
import type { SalesforceContext, tables } from '../tables.ts'

/** Seconds that an authorization code is good for. Source: Salesforce help, OAuth 2.0 Web Server Flow. */
const codeLife = 900

/** The call-back URLs that the connected app has registered: any of this machine (assumed). */
const isOwn = (uri: string) => /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/[^#]*)?$/.test(uri) && URL.canParse(uri)

const refuseUri = () => refuseToken('redirect_uri_mismatch', 'redirect_uri must match configuration')

export const authorization: Pick<Handlers<'salesforce', typeof tables>, 'authorize'> = {
  /** Nobody is asked: the user is taken as logged in and as approving (assumed). */
  async authorize({ query }, { clock, credentials, ids, tables }) {
    const { client_id, redirect_uri, state, code_challenge } = query
    if (client_id !== credentials.salesforce.clientId) return refuseToken('invalid_client_id', 'client identifier invalid')
    if (!redirect_uri || !isOwn(redirect_uri)) return refuseUri()
    const code = `aPrx${ids.word(60)}`
    const expires_at = clock.stamp(clock.now() + codeLife * 1000)
    await tables.authorization_codes.insert({
      id: hash(code),
      client_id,
      redirect_uri,
      expires_at,
      ...(code_challenge ? { code_challenge } : {}),
    })
    const back = new URL(redirect_uri)
    back.searchParams.set('code', code)
    if (state) back.searchParams.set('state', state)
    return { status: 302, headers: { location: back.href } }
  },
}

interface Given {
  code?: string
  redirect_uri?: string
  code_verifier?: string
  clientId: string | undefined
}

/** Takes a code, which is good for one token; refuses it when it is not the client's. Texts but that of an expired code are assumed. */
export async function takeCode({ code = '', redirect_uri, code_verifier, clientId }: Given, { clock, tables }: SalesforceContext) {
  const row = await tables.authorization_codes.get(hash(code))
  if (!row || row.client_id !== clientId) return refuseToken('invalid_grant', 'invalid authorization code')
  if (Date.parse(row.expires_at) <= clock.now()) return refuseToken('invalid_grant', 'expired authorization code')
  if (row.redirect_uri !== redirect_uri) return refuseUri()
  if (row.code_challenge && row.code_challenge !== challengeOf(code_verifier ?? ''))
    return refuseToken('invalid_grant', 'invalid code verifier')
  await tables.authorization_codes.remove(row)
  return undefined
}

/** The S256 challenge of a code verifier (RFC 7636): its SHA-256 in Base64 for URLs. */
const challengeOf = (verifier: string) =>
  btoa(String.fromCharCode(...sha256(utf8ToBytes(verifier))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
