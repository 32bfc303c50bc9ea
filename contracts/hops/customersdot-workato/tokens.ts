import { developmentCredentials } from '../../../mocks/core/system/credentials.ts'
import type { CustomersdotContext } from '../../../mocks/customersdot/tables.ts'
import type { Consumer } from '../../consumer/consumer.ts'
import type { Interaction } from '../../consumer/interaction.ts'
import { configured, integer, json, regex, text } from '../../consumer/matchers.ts'
import { example } from '../../openapi/spec.ts'
import { row, sending } from './lead.ts'

const known = developmentCredentials.workato
const { clientId, clientSecret } = known
const basic = configured('basic', btoa(`${clientId}:${clientSecret}`), 'Basic ')
const client = {
  client_id: configured('client_id', clientId),
  client_secret: configured('client_secret', clientSecret),
}
const grant = { grant_type: 'client_credentials' }
const form = 'application/x-www-form-urlencoded'

/** Source of the token's form: Workato docs, api-mgmt/oauth2; a portal on the same host shows other forms, so only its being there counts. */
const { access_token } = example('WorkatoToken')
const issued = { access_token: regex('^\\S{20,}$', access_token), token_type: regex('^[Bb]earer$', 'bearer'), expires_in: integer(3599) }

/** Sends a lead without a token at hand, with one of the three forms in which CustomersDot may ask for it. */
const sendingWith = (form: 'basic' | 'json' | 'form') => async (consumer: Consumer) => {
  await consumer.within(async ({ tables: { settings } }: CustomersdotContext) => {
    const known = await settings.get('workato_token_request')
    if (known) await settings.update(known, { value: form })
  })
  return sending(row)(consumer)
}

const token = (how: string, name: 'basic' | 'json' | 'form', request: Interaction['request']): Interaction => ({
  description: `a request for an access token, with the client's credentials in ${how}`,
  states: [{ name: 'a client of the API platform exists' }],
  operation: 'workato.createToken',
  request,
  response: { status: 200, headers: json, body: issued },
  act: sendingWith(name),
  // The simulated Workato does not know the token of this answer, so the consumer renews it.
  outcome: { sent: true },
  asked: ['workato.createToken', 'workato.createLead', 'workato.createToken', 'workato.createLead'],
})

export const tokens: Interaction[] = [
  token('HTTP Basic', 'basic', { headers: { Authorization: basic }, mediaType: form, body: grant }),
  token('a JSON body', 'json', { mediaType: 'application/json', body: { ...grant, ...client } }),
  token('a form', 'form', { mediaType: form, body: { ...grant, ...client } }),
  {
    description: 'a request for an access token with a secret that was replaced',
    states: [],
    operation: 'workato.createToken',
    request: { headers: { Authorization: `Basic ${btoa(`${clientId}:replaced_secret`)}` }, mediaType: form, body: grant },
    response: {
      status: 401,
      headers: json,
      body: { error: 'invalid_client', error_description: text('Client authentication failed.') },
    },
    act: sending(row),
    outcome: { failed: 'HTTP status code: 401: Client authentication failed.' },
    credentials: { workato: { ...known, clientSecret: 'replaced_secret' } },
  },
]
