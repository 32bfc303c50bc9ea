import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Credentials } from '../../core/system/credentials.ts'
import { bearer, givenClient, hash, sameSecret } from '../../core/system/oauth.ts'
import type { Handlers } from '../../core/system/system.ts'
import { longId } from '../ids.ts'
import { refuseIdentity, refuseToken } from '../refusals.ts'
import { identityUrl, instanceUrl, org } from '../resources/org.ts'
import type { SalesforceContext, tables } from '../tables.ts'
import { type Gift, type Grant, grants, type Request } from './grants.ts'
import { endSession, isOpen, openSession } from './open.ts'

type Given = { name?: string | undefined; password?: string | undefined }
type Expected = Credentials['salesforce']

export const session: Pick<Handlers<'salesforce', typeof tables>, 'createToken' | 'revokeToken' | 'getIdentity'> = {
  async createToken({ body, headers, base }, context) {
    const grant = Object.hasOwn(grants, body.grant_type) ? grants[body.grant_type] : undefined
    if (!grant) return refuseToken('unsupported_grant_type', 'grant type not supported')
    const client = givenClient({ headers, body })
    const refusal = refuseClient(client, grant.secret, context.credentials.salesforce)
    if (refusal) return refusal
    const granted = await grant.grant({ body, clientId: client.name, base }, context)
    if ('refusal' in granted) return granted.refusal
    return { status: 200, body: await tokenOf(granted, { clientId: client.name, base }, context) }
  },

  async revokeToken({ body: { token } }, context) {
    const refresh = await context.tables.refresh_tokens.get(hash(token))
    if (refresh) await context.tables.refresh_tokens.remove(refresh)
    return refresh || (await endSession(token, context)) ? { status: 200 } : refuseToken('invalid_token', 'invalid token')
  },

  async getIdentity({ path, query, headers, base }, context) {
    const token = query.oauth_token ?? bearer(headers.authorization)
    if (!token) return refuseIdentity(403, 'Missing_OAuth_Token')
    if (!(await isOpen(token, context))) return refuseIdentity(403, 'Bad_OAuth_Token')
    if (longId(path.organizationId) !== org.id) return refuseIdentity(403, 'Wrong_Org')
    if (longId(path.userId) !== org.user.id) return refuseIdentity(404, 'Bad_Id')
    const { username } = context.credentials.salesforce
    const user = { user_id: org.user.id, organization_id: org.id, username, display_name: org.user.name }
    return { status: 200, body: { id: identityUrl(base), ...user } }
  },
}

/** The refusal of a client that is not the connected app. */
function refuseClient({ name, password }: Given, secret: Grant['secret'], { clientId, clientSecret }: Expected) {
  if (secret === 'none') return undefined
  if (name !== clientId) return refuseToken('invalid_client_id', 'client identifier invalid')
  if (secret === 'optional' && !password) return undefined
  return sameSecret(password, clientSecret) ? undefined : refuseToken('invalid_client', 'invalid client credentials')
}

type Asked = Pick<Request, 'clientId' | 'base'>

/** Opens a session and tells of it. */
async function tokenOf(
  { scope, refresh, bare }: Gift,
  { clientId = '', base }: Asked,
  context: SalesforceContext,
): Promise<Schema<'SalesforceToken'>> {
  const id = identityUrl(base)
  const now = context.clock.now()
  const access_token = await openSession(context, { clientId: clientId || null })
  return {
    access_token,
    ...(bare ? {} : { signature: sign(id + now, context.credentials.salesforce.clientSecret), issued_at: `${now}` }),
    ...(scope ? { scope } : {}),
    ...(refresh ? { refresh_token: await refreshToken(clientId, context) } : {}),
    instance_url: instanceUrl(base, context),
    id,
    token_type: 'Bearer',
  }
}

/** A refresh token is good until it is revoked. */
async function refreshToken(client_id: string, { clock, ids, tables }: SalesforceContext): Promise<string> {
  const token = `5Aep${ids.word(80)}`
  await tables.refresh_tokens.insert({ id: hash(token), user_id: org.user.id, client_id, issued_at: clock.stamp() })
  return token
}

/** By the signature a client may know that `id` and `issued_at` come from Salesforce: HMAC-SHA-256 with the consumer secret, in Base64. */
const sign = (text: string, secret: string) => btoa(String.fromCharCode(...hmac(sha256, utf8ToBytes(secret), utf8ToBytes(text))))
