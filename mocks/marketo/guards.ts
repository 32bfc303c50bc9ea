import type { Guard } from '../system.ts'
import { bearer, hash } from '../token.ts'
import { refuse } from './envelope.ts'
import type { tables } from './tables.ts'

/**
 * Wants a token that was issued here and has not expired, from the header or, as older clients send it, from the query.
 * Source: Adobe Marketo developer guide, authentication and error-codes; the text of 600 is assumed.
 */
const authenticate: Guard<typeof tables> = async ({ headers, query }, context) => {
  const token = bearer(headers.authorization) ?? new URLSearchParams(query).get('access_token')
  if (!token) return refuse(context, '600', 'Access token is empty')
  const row = await context.tables.tokens.get(hash(token))
  if (!row) return refuse(context, '601', 'Access token invalid')
  return Date.parse(row.expires_at) > context.clock.now() ? undefined : refuse(context, '602', 'Access token expired')
}

/** Either scheme looks in both places, since the refusal of the last one tried is the answer. */
export const guards: Record<string, Guard<typeof tables>> = {
  MarketoBearer: authenticate,
  MarketoQueryToken: authenticate,
}
