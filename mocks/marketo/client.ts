import type { Schema } from '../../contracts/openapi/types.ts'
import { detailOf } from '../core/http/detail.ts'
import { withToken } from '../core/system/oauth.ts'
import type { Answered } from '../core/system/question.ts'
import { externalId } from './mapping.ts'
import type { MarketoContext } from './tables.ts'

/** What came of sending a person to Salesforce: `refused` for good, or `unavailable` so that it is worth another try. */
export type Upserted = { id: string; created: boolean } | { refused: string } | { unavailable: string }

/** The API version asked. Source: Salesforce Bulk API 2.0 guide, Spring '26. */
const version = 'v66.0'

/** Codes with which Salesforce refuses for now only. */
const passing = ['REQUEST_LIMIT_EXCEEDED', 'UNABLE_TO_LOCK_ROW', 'SERVER_UNAVAILABLE']

/** Creates the lead in Salesforce, or updates the one that has Marketo's id; renews the token once when the session is refused. */
export async function upsertLead(context: MarketoContext, marketoId: number, lead: Schema<'SalesforceLeadUpdate'>): Promise<Upserted> {
  const sent = await withToken<Answered<'salesforce.upsertLead'>>(context, {
    key: 'salesforce.token',
    renew: () => createToken(context),
    send: (token) =>
      context.ask('salesforce.upsertLead', {
        path: { version, field: externalId, value: String(marketoId) },
        headers: { authorization: `Bearer ${token}` },
        body: lead,
      }),
    isRefused: ({ status }) => status === 401,
  })
  return 'failure' in sent ? { unavailable: sent.failure } : outcome(sent.answer)
}

/** A success that cannot be read is worth another try: a second upsert changes nothing more (assumed). */
function outcome(answer: Answered<'salesforce.upsertLead'>): Upserted {
  if (answer.status === 401) return { unavailable: 'Salesforce refuses a new session' }
  if (answer.status < 300 && 'error' in answer) return { unavailable: answer.error }
  if ('error' in answer || (answer.status !== 200 && answer.status !== 201)) return judge(answer.status, answer.body)
  return { id: answer.body.id, created: answer.status === 201 }
}

/** Whether a refusal is for good. A real Salesforce may also answer what its contract does not say. */
function judge(status: number, body: unknown): Upserted {
  const errors = Array.isArray(body) ? body.filter((error) => typeof error?.errorCode === 'string') : []
  const text = errors.map((error) => `${error.errorCode}: ${detailOf(error, 'message')}`).join('; ') || `Salesforce answered ${status}`
  const isPassing = status >= 500 || errors.some(({ errorCode }) => passing.includes(errorCode))
  return isPassing ? { unavailable: text } : { refused: text }
}

/** The token says nothing of its life: it is kept until Salesforce refuses it. */
async function createToken(context: MarketoContext) {
  const { clientId, clientSecret } = context.credentials.salesforce
  const answer = await context.ask('salesforce.createToken', {
    body: { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
  })
  if (answer.status === 0) return { failure: answer.error }
  if (answer.status !== 200) return { failure: `Salesforce refused the credentials with ${answer.status}` }
  if ('error' in answer) return { failure: answer.error }
  return { token: answer.body.access_token, expiresAt: Number.POSITIVE_INFINITY }
}
