import type { Schema } from '../../contracts/openapi/types.ts'
import { detailOf } from '../core/http/detail.ts'
import { withToken } from '../core/system/oauth.ts'
import type { PlatypusContext } from './tables.ts'

/** What came of handing a lead to Workato. */
export type Sent = { sent: true } | { failed: string }
type Answer = { status: number; body?: unknown; error?: string }

/** Hands a lead to Workato's entry for Platypus; when Workato refuses the token, once more with a new one. */
export async function createLead(context: PlatypusContext, lead: Schema<'WorkatoPlatypusLead'>): Promise<Sent> {
  const sent = await withToken<Answer>(context, {
    key: 'workato.token',
    renew: () => createToken(context),
    send: (token) => context.ask('workato.createPlatypusLead', { headers: { authorization: `Bearer ${token}` }, body: lead }),
    isRefused: ({ status }) => status === 401,
  })
  return 'failure' in sent ? { failed: sent.failure } : outcome(sent.answer)
}

/** That Platypus sends its credentials by HTTP Basic, and that they are those of CustomersDot's client, is assumed. */
async function createToken(context: PlatypusContext) {
  const { clientId, clientSecret } = context.credentials.workato
  const now = context.clock.now()
  const answer = await context.ask('workato.createToken', {
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    mediaType: 'application/x-www-form-urlencoded',
    body: { grant_type: 'client_credentials' },
  })
  if (answer.status !== 200) return { failure: reason(answer) }
  if ('error' in answer) return { failure: answer.error }
  return { token: answer.body.access_token, expiresAt: now + answer.body.expires_in * 1000 }
}

/** Workato took the lead when it answered 200, whatever the recipe put into the body. */
const outcome = (answer: Answer): Sent => (answer.status === 200 ? { sent: true } : { failed: reason(answer) })

/** The wording is assumed. */
function reason({ status, body, error }: Answer): string {
  if (!status) return `Workato did not answer: ${error}`
  const detail = detailOf(body, 'message', 'error_description')
  return detail ? `Workato answered ${status}: ${detail}` : `Workato answered ${status}`
}
