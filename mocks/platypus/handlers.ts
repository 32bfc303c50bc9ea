import { basic, hash, sameSecret } from '../core/system/oauth.ts'
import type { Handlers } from '../core/system/system.ts'
import { refuseToken } from './errors.ts'
import type { tables } from './tables.ts'
import { queue } from './workers.ts'

/** Seconds that a token is valid (assumed). */
const tokenLife = 3600

export const handlers: Handlers<'platypus', typeof tables> = {
  async createToken({ body, headers }, { clock, credentials, ids, tables }) {
    if (body.grant_type !== 'client_credentials') return refuseToken('unsupported_grant_type', 'grant_type must be client_credentials.')
    const given = basic(headers.authorization) ?? { name: body.client_id, password: body.client_secret }
    if (!given.name || !given.password) return refuseToken('invalid_request', 'client_id and client_secret are required.')
    const { clientId, clientSecret } = credentials.platypus
    if (given.name !== clientId || !sameSecret(given.password, clientSecret))
      return refuseToken('invalid_client', 'Client authentication failed.')
    const token = ids.hex(32)
    await tables.tokens.insert({ id: hash(token), client_id: clientId, expires_at: clock.stamp(clock.now() + tokenLife * 1000) })
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: tokenLife } }
  },

  async createLead({ body }, context) {
    context.tag({ email: body.email })
    const id = await context.step(`add to ${queue}`, () => context.enqueue('new-lead', { lead: body }))
    return { status: 202, body: { id, queue } }
  },
}
