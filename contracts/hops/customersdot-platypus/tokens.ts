import { developmentCredentials } from '../../../mocks/core/system/credentials.ts'
import type { Interaction } from '../../consumer/interaction.ts'
import { configured, integer, json, regex, text } from '../../consumer/matchers.ts'
import { example } from '../../openapi/spec.ts'
import { row, sending } from './lead.ts'

const { clientId, clientSecret } = developmentCredentials.platypus
const basic = configured('basic', btoa(`${clientId}:${clientSecret}`), 'Basic ')
const grant = { mediaType: 'application/x-www-form-urlencoded', body: { grant_type: 'client_credentials' } }
const issued = {
  access_token: regex('^\\S{20,}$', example('PlatypusToken').access_token),
  token_type: regex('^[Bb]earer$', 'Bearer'),
  expires_in: integer(3600),
}

export const tokens: Interaction[] = [
  {
    description: "a request for an access token, with the client's credentials in HTTP Basic",
    states: [{ name: 'a client of Platypus exists' }],
    operation: 'platypus.createToken',
    request: { headers: { Authorization: basic }, ...grant },
    response: { status: 200, headers: json, body: issued },
    act: sending(row),
    // The simulated Platypus does not know the token of this answer, so the consumer renews it.
    outcome: { sent: true },
    asked: ['platypus.createToken', 'platypus.createLead', 'platypus.createToken', 'platypus.createLead'],
  },
  {
    description: 'a request for an access token with a secret that was replaced',
    states: [],
    operation: 'platypus.createToken',
    request: { headers: { Authorization: `Basic ${btoa(`${clientId}:replaced_secret`)}` }, ...grant },
    response: {
      status: 401,
      headers: json,
      body: { error: 'invalid_client', error_description: text('Client authentication failed.') },
    },
    act: sending(row),
    outcome: { failed: 'HTTP status code: 401: Client authentication failed.' },
    credentials: { platypus: { clientId, clientSecret: 'replaced_secret' } },
  },
]
