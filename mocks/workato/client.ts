import type { Schema } from '../../contracts/openapi/types.ts'
import { withToken } from '../core/system/oauth.ts'
import type { Answered } from '../core/system/question.ts'
import type { WorkatoContext } from './tables.ts'

type Person = Schema<'MarketoLeadInput'>

/** What came of sending a person to Marketo. */
export type Synced = { id: number; status: 'created' | 'updated' } | { failed: string }

/**
 * Codes with which Marketo asks for a new token: 601 invalid, 602 expired. Source: Adobe Marketo developer guide, error-codes. Any other
 * fails the job, those of the limits (606, 607, 615) as well: it is CustomersDot that waits and tries again (assumed).
 */
const renewable = ['601', '602']

/** Creates the person in Marketo, or updates the one with the same e-mail; renews the token once when Marketo refuses it. */
export async function syncPerson(context: WorkatoContext, person: Person): Promise<Synced> {
  const sent = await withToken<Answered<'marketo.syncLeads'>>(context, {
    key: 'marketo.token',
    renew: () => getToken(context),
    send: (token) =>
      context.ask('marketo.syncLeads', {
        headers: { authorization: `Bearer ${token}` },
        body: { action: 'createOrUpdate', lookupField: 'email', input: [person] },
      }),
    isRefused: (answer) =>
      answer.status === 200 && !('error' in answer) && !answer.body.success && renewable.includes(answer.body.errors[0]?.code ?? ''),
  })
  return 'failure' in sent ? { failed: sent.failure } : outcome(sent.answer)
}

function outcome(answer: Answered<'marketo.syncLeads'>): Synced {
  if (answer.status === 0) return { failed: answer.error }
  if (answer.status !== 200) return { failed: `Marketo answered ${answer.status}` }
  if ('error' in answer) return { failed: answer.error }
  if (!answer.body.success) return failure(answer.body.errors[0])
  const [lead] = answer.body.result
  if (!lead || lead.status === 'skipped') return failure(lead?.reasons[0])
  return { id: lead.id, status: lead.status }
}

const failure = (error: { code: string; message: string } | undefined) => ({ failed: `Marketo: ${error?.code} ${error?.message}` })

async function getToken(context: WorkatoContext) {
  const { clientId, clientSecret } = context.credentials.marketo
  const now = context.clock.now()
  const answer = await context.ask('marketo.getToken', {
    query: { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
  })
  if (answer.status === 0) return { failure: answer.error }
  if (answer.status !== 200) return { failure: `Marketo refused the credentials with ${answer.status}` }
  if ('error' in answer) return { failure: answer.error }
  return { token: answer.body.access_token, expiresAt: now + answer.body.expires_in * 1000 }
}
