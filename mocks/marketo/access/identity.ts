import type { Schema } from '../../../contracts/openapi/types.ts'
import { hash, issueToken, sameSecret } from '../../core/system/oauth.ts'
import type { Handlers } from '../../core/system/system.ts'
import { refuseToken } from '../refusals.ts'
import type { MarketoContext, tables } from '../tables.ts'
import { apiUser } from './permissions.ts'

type Request = Schema<'MarketoTokenRequest'>

/** Seconds that a token is valid. Source: Adobe Marketo developer guide, authentication. */
const tokenLife = 3600

export const identity: Pick<Handlers<'marketo', typeof tables>, 'getToken' | 'createToken'> = {
  getToken: ({ query }, context) => grant(query, context),
  createToken: ({ query, body }, context) => grant({ ...body, ...query }, context),
}

async function grant({ grant_type, client_id, client_secret }: Request, context: MarketoContext) {
  const { clientId, clientSecret } = context.credentials.marketo
  if (grant_type !== 'client_credentials' || !client_id) return refuseToken()
  if (client_id !== clientId) return refuseToken('unauthorized', `No client with requested id: ${client_id}`)
  if (!sameSecret(client_secret, clientSecret)) return refuseToken()
  const { token, expiresAt } = (await living(context)) ?? (await issue(client_id, context))
  const expires_in = Math.floor((expiresAt - context.clock.now()) / 1000)
  const headers = { 'cache-control': 'no-store', pragma: 'no-cache' }
  return { status: 200 as const, headers, body: { access_token: token, token_type: 'bearer' as const, expires_in, scope: apiUser } }
}

/** The token issued before, which is issued again until it expires. Source: Adobe Marketo developer guide, authentication. */
async function living({ clock, memory, tables }: MarketoContext) {
  const token = memory.get('issued') as string | undefined
  const row = token && (await tables.tokens.get(hash(token)))
  if (!token || !row) return undefined
  const expiresAt = Date.parse(row.expires_at)
  const life = expiresAt - clock.now()
  // One that would live longer was issued before the clock was set back.
  return life > 0 && life <= tokenLife * 1000 ? { token, expiresAt } : undefined
}

async function issue(client_id: string, context: MarketoContext) {
  const token = `${context.ids.uuid()}:int`
  const expiresAt = await issueToken(context, { token, life: tokenLife, row: (kept) => ({ ...kept, client_id }) })
  context.memory.set('issued', token)
  return { token, expiresAt }
}
