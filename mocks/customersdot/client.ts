import type { Schema } from '../../contracts/openapi/types.ts'
import { detailOf } from '../core/http/detail.ts'
import type { Credentials } from '../core/system/credentials.ts'
import { withToken } from '../core/system/oauth.ts'
import { settingOf } from './leads/settings.ts'
import type { CustomersdotContext } from './tables.ts'

/** What came of handing a lead on; `failed` is worth another attempt, whatever it says. */
export type Sent = { sent: true } | { failed: string }
type Client = Credentials['workato']
type Answer = { status: number; body?: unknown; error?: string }

/** `WorkatoApp#create_lead`: hands a lead to Workato's recipe; when Workato refuses the token, once more with a new one. */
export const createLead = (context: CustomersdotContext, lead: Schema<'WorkatoLead'>): Promise<Sent> =>
  handOver(context, {
    key: 'workato.token',
    renew: () => createToken(context),
    send: (token) => context.ask('workato.createLead', { headers: { authorization: `Bearer ${token}` }, body: lead }),
    taken: 200,
  })

/** `PlatypusApp#post`: puts a lead into Platypus' queue; when Platypus refuses the token, once more with a new one. */
export const post = (context: CustomersdotContext, lead: Schema<'PlatypusLead'>): Promise<Sent> =>
  handOver(context, {
    key: 'platypus.token',
    renew: () => createPlatypusToken(context),
    send: (token) => context.ask('platypus.createLead', { headers: { authorization: `Bearer ${token}` }, body: lead }),
    taken: 202,
  })

/** The way to whoever takes leads; with the status that says that the lead was taken, whatever stands in the body. */
interface Way {
  key: string
  renew: Parameters<typeof withToken>[1]['renew']
  send(token: string): Promise<Answer>
  taken: number
}

async function handOver(context: CustomersdotContext, { taken, ...way }: Way): Promise<Sent> {
  const handed = await withToken<Answer>(context, { ...way, isRefused: ({ status }) => status === 401 })
  if ('failure' in handed) return { failed: handed.failure }
  return handed.answer.status === taken ? { sent: true } : { failed: reason(handed.answer) }
}

async function createToken(context: CustomersdotContext) {
  const now = context.clock.now()
  const form = await settingOf(context, 'workato_token_request')
  const answer = await context.ask('workato.createToken', tokenRequests[form](context.credentials.workato))
  if (answer.status !== 200) return { failure: reason(answer) }
  if ('error' in answer) return { failure: answer.error }
  return { token: answer.body.access_token, expiresAt: now + answer.body.expires_in * 1000 }
}

/** That Platypus is sent the credentials by HTTP Basic is assumed; RFC 6749 demands that it be taken. */
async function createPlatypusToken(context: CustomersdotContext) {
  const now = context.clock.now()
  const answer = await context.ask('platypus.createToken', tokenRequests.basic(context.credentials.platypus))
  if (answer.status !== 200) return { failure: reason(answer) }
  if ('error' in answer) return { failure: answer.error }
  return { token: answer.body.access_token, expiresAt: now + answer.body.expires_in * 1000 }
}

const grant = { grant_type: 'client_credentials' }
const formBody = 'application/x-www-form-urlencoded'
const withCredentials = ({ clientId, clientSecret }: Client) => ({ ...grant, client_id: clientId, client_secret: clientSecret })

/** The three forms in which Workato takes its client's credentials. Source: Workato docs, api-mgmt/oauth2. */
const tokenRequests = {
  basic: ({ clientId, clientSecret }: Pick<Client, 'clientId' | 'clientSecret'>) => ({
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    mediaType: formBody,
    body: grant,
  }),
  json: (client: Client) => ({ mediaType: 'application/json', body: withCredentials(client) }),
  form: (client: Client) => ({ mediaType: formBody, body: withCredentials(client) }),
}

/** The wording follows GitLab's own client of CustomersDot and is assumed. */
function reason({ status, body, error }: Answer): string {
  if (!status) return `No answer: ${error}`
  const detail = detailOf(body, 'message', 'error_description')
  return detail ? `HTTP status code: ${status}: ${detail}` : `HTTP status code: ${status}`
}
