import { valueIn } from '../core/http/search.ts'
import type { Call, RawReply } from '../core/system/call.ts'
import { bearer, hash } from '../core/system/oauth.ts'
import type { Guard } from '../core/system/system.ts'
import { apiUser, isPermitted } from './access/permissions.ts'
import { refuse } from './refusals.ts'
import type { MarketoContext, tables } from './tables.ts'
import { refuseExcess } from './usage/limits.ts'

/**
 * Wants a token that was issued here and has not expired, then a call within the limits, then the permission that the operation
 * needs. Source: Adobe Marketo developer guide, authentication and error-codes; the text of 600 and the order are assumed.
 */
const authenticate: Guard<typeof tables> = async (call, context, needs) => {
  const token = bearer(call.headers.authorization) ?? (await queryToken(call, context))
  if (!token) return refuse(context, '600', 'Access token is empty')
  const row = await context.tables.tokens.get(hash(token))
  if (!row) return refuse(context, '601', 'Access token invalid')
  if (Date.parse(row.expires_at) <= context.clock.now()) return refuse(context, '602', 'Access token expired')
  return (await refuseExcess(call, context)) ?? refuseUnpermitted(needs, context)
}

/** The token that older clients send in the query, as long as that is accepted. */
async function queryToken({ query }: Call, { tables }: MarketoContext): Promise<string | null> {
  const token = valueIn(query, 'access_token')
  const accepted = token ? await tables.switches.get('acceptQueryToken') : undefined
  return accepted?.on === false ? null : token
}

async function refuseUnpermitted(needs: string[], context: MarketoContext): Promise<RawReply | undefined> {
  const user = await context.tables.users.get(apiUser)
  const isRefused = user && needs.some((needed) => !isPermitted(user.permissions, needed))
  return isRefused ? refuse(context, '603', 'Access denied') : undefined
}

/** Either scheme looks in both places, since the refusal of the last one tried is the answer. */
export const guards: Record<string, Guard<typeof tables>> = {
  MarketoBearer: authenticate,
  MarketoQueryToken: authenticate,
}
