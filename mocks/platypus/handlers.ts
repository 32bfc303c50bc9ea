import { issueToken, refuseClient } from '../core/system/oauth.ts'
import type { Handlers } from '../core/system/system.ts'
import type { tables } from './tables.ts'
import { queue } from './workers.ts'

/** Seconds that a token is valid (assumed). */
const tokenLife = 3600

export const handlers: Handlers<'platypus', typeof tables> = {
  async createToken(asked, context) {
    const client = context.credentials.platypus
    const refusal = refuseClient(asked, client)
    if (refusal) return refusal
    const token = context.ids.hex(32)
    await issueToken(context, { token, life: tokenLife, row: ({ id, expires_at }) => ({ id, client_id: client.clientId, expires_at }) })
    return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: tokenLife } }
  },

  async createLead({ body }, context) {
    context.tag({ email: body.email })
    const id = await context.step(`add to ${queue}`, () => context.enqueue('new-lead', { lead: body }))
    return { status: 202, body: { id, queue } }
  },
}
