import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Body } from '../../../contracts/types.ts'
import type { Credentials } from '../../credentials.ts'
import type { Handlers } from '../../system.ts'
import { basic, bearer, sameSecret } from '../../token.ts'
import { refuseIdentity } from '../errors.ts'
import { longId } from '../ids.ts'
import { identityUrl, org } from '../org.ts'
import { refuseToken } from '../refusals.ts'
import type { tables } from '../tables.ts'
import { isOpen, openSession } from './open.ts'

type Given = { name?: string | undefined; password?: string | undefined }
type Expected = Credentials['salesforce']

export const session: Pick<Handlers<'salesforce', typeof tables>, 'createToken' | 'getIdentity'> = {
  async createToken({ body, headers, base }, context) {
    const { clock, credentials } = context
    const client = basic(headers.authorization) ?? { name: body.client_id, password: body.client_secret }
    const refusal = refuseGrant(body, credentials.salesforce) ?? refuseClient(client, credentials.salesforce)
    if (refusal) return refusal
    const now = clock.now()
    const token = await openSession(context, { clientId: client.name ?? null })
    const id = identityUrl(base)
    const signature = sign(id + now, credentials.salesforce.clientSecret)
    const scope = body.grant_type === 'password' ? {} : { scope: 'api' }
    return {
      status: 200,
      body: { access_token: token, signature, ...scope, instance_url: base, id, token_type: 'Bearer', issued_at: `${now}` },
    }
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

function refuseGrant({ grant_type, username, password }: Body<'salesforce.createToken'>, expected: Expected) {
  if (grant_type === 'client_credentials') return undefined
  if (grant_type !== 'password') return refuseToken('unsupported_grant_type', 'grant type not supported')
  const same = username === expected.username && sameSecret(password, expected.password)
  return same ? undefined : refuseToken('invalid_grant', 'authentication failure')
}

function refuseClient({ name, password }: Given, { clientId, clientSecret }: Expected) {
  if (name !== clientId) return refuseToken('invalid_client_id', 'client identifier invalid')
  return sameSecret(password, clientSecret) ? undefined : refuseToken('invalid_client', 'invalid client credentials')
}

/** By the signature a client may know that `id` and `issued_at` come from Salesforce: HMAC-SHA-256 with the consumer secret, in Base64. */
const sign = (text: string, secret: string) => btoa(String.fromCharCode(...hmac(sha256, utf8ToBytes(secret), utf8ToBytes(text))))
