import type { Guard } from '../system.ts'
import { bearer, hash } from '../token.ts'
import { refuse } from './envelope.ts'
import type { tables } from './tables.ts'
import { refuseExcess } from './usage/limits.ts'

/**
 * Wants a token that was issued here and has not expired, from the header or, as older clients send it, from the query; then a call
 * within the limits.
 * Source: Adobe Marketo developer guide, authentication and error-codes; the text of 600 is assumed.
 */
const authenticate: Guard<typeof tables> = async (call, context) => {
  const token = bearer(call.headers.authorization) ?? new URLSearchParams(call.query).get('access_token')
  if (!token) return refuse(context, '600', 'Access token is empty')
  const row = await context.tables.tokens.get(hash(token))
  if (!row) return refuse(context, '601', 'Access token invalid')
  if (Date.parse(row.expires_at) <= context.clock.now()) return refuse(context, '602', 'Access token expired')
  return refuseExcess(call, context)
}

/** Either scheme looks in both places, since the refusal of the last one tried is the answer. */
export const guards: Record<string, Guard<typeof tables>> = {
  MarketoBearer: authenticate,
  MarketoQueryToken: authenticate,
}
