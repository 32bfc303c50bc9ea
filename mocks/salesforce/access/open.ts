import { hash } from '../../core/system/oauth.ts'
import { org } from '../resources/org.ts'
import type { SalesforceContext } from '../tables.ts'

/** Seconds that a session lasts: the default time-out of an org. Real ones are prolonged by use, these are not. */
export const sessionLife = 7200

/** Opens a session of the user, by a connected app or without one, and answers with its token. `life` is in seconds. */
export async function openSession(
  { clock, ids, tables }: Pick<SalesforceContext, 'clock' | 'ids' | 'tables'>,
  { clientId, life = sessionLife }: { clientId: string | null; life?: number },
): Promise<string> {
  const token = `${org.id.slice(0, 15)}!${ids.word(96)}`
  const now = clock.now()
  await tables.tokens.insert({
    id: hash(token),
    user_id: org.user.id,
    client_id: clientId,
    issued_at: clock.stamp(now),
    expires_at: clock.stamp(now + life * 1000),
  })
  return token
}

/** Whether a token's session has begun and not ended. */
export async function isOpen(token: string | undefined, { clock, tables }: Pick<SalesforceContext, 'clock' | 'tables'>): Promise<boolean> {
  const row = token && (await tables.tokens.get(hash(token)))
  return !!row && Date.parse(row.expires_at) > clock.now()
}

/** Ends a session; a token that is none is let be. */
export async function endSession(token: string, { tables }: Pick<SalesforceContext, 'tables'>): Promise<boolean> {
  const row = await tables.tokens.get(hash(token))
  if (row) await tables.tokens.remove(row)
  return !!row
}
