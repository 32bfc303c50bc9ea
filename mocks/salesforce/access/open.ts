import { hash, isIssued, issueToken } from '../../core/system/oauth.ts'
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
  await issueToken({ clock, tables }, { token, life, row: (kept) => ({ ...kept, user_id: org.user.id, client_id: clientId }) })
  return token
}

/** Whether a token's session has begun and not ended. */
export const isOpen: (token: string | undefined, context: Pick<SalesforceContext, 'clock' | 'tables'>) => Promise<boolean> = isIssued

/** Ends a session. Unknown tokens are ignored. */
export async function endSession(token: string, { tables }: Pick<SalesforceContext, 'tables'>): Promise<boolean> {
  const row = await tables.tokens.get(hash(token))
  if (row) await tables.tokens.remove(row)
  return !!row
}
