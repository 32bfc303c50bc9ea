import type { Schema } from '../../contracts/types.ts'
import type { Credentials } from '../credentials.ts'
import { withToken } from '../token.ts'
import { settingOf } from './settings.ts'
import type { CustomersdotContext } from './tables.ts'

/** What came of handing a lead to Workato; `failed` is worth another attempt, whatever it says. */
export type Sent = { sent: true } | { failed: string }
type Client = Credentials['workato']
type Answer = { status: number; body?: unknown; error?: string }

/** `WorkatoApp#create_lead`: hands a lead to Workato's recipe; when Workato refuses the token, once more with a new one. */
export async function createLead(context: CustomersdotContext, lead: Schema<'WorkatoLead'>): Promise<Sent> {
  const sent = await withToken<Answer>(context, {
    key: 'workato.token',
    renew: () => createToken(context),
    send: (token) => context.ask('workato.createLead', { headers: { authorization: `Bearer ${token}` }, body: lead }),
    isRefused: ({ status }) => status === 401,
  })
  return 'failure' in sent ? { failed: sent.failure } : outcome(sent.answer)
}

async function createToken(context: CustomersdotContext) {
  const now = context.clock.now()
  const form = await settingOf(context, 'workato_token_request')
  const answer = await context.ask('workato.createToken', tokenRequests[form](context.credentials.workato))
  if (answer.status !== 200) return { failure: reason(answer) }
  return { token: answer.body.access_token, expiresAt: now + answer.body.expires_in * 1000 }
}

const grant = { grant_type: 'client_credentials' }
const formBody = 'application/x-www-form-urlencoded'
const withCredentials = ({ clientId, clientSecret }: Client) => ({ ...grant, client_id: clientId, client_secret: clientSecret })

/** The three forms in which Workato takes its client's credentials. Source: Workato docs, api-mgmt/oauth2. */
const tokenRequests = {
  basic: ({ clientId, clientSecret }: Client) => ({
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    mediaType: formBody,
    body: grant,
  }),
  json: (client: Client) => ({ mediaType: 'application/json', body: withCredentials(client) }),
  form: (client: Client) => ({ mediaType: formBody, body: withCredentials(client) }),
}

/** Workato took the lead when it answered 200, whatever the recipe put into the body; it may be empty. */
const outcome = (answer: Answer): Sent => (answer.status === 200 ? { sent: true } : { failed: reason(answer) })

/** The wording follows GitLab's own client of CustomersDot and is assumed. */
function reason({ status, body, error }: Answer): string {
  if (!status) return `No answer: ${error}`
  const { message, error_description } = (body ?? {}) as { message?: string; error_description?: string }
  const detail = message ?? error_description
  return detail ? `HTTP status code: ${status}: ${detail}` : `HTTP status code: ${status}`
}
