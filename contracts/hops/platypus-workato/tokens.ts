import { developmentCredentials } from '../../../mocks/core/system/credentials.ts'
import type { Interaction } from '../../consumer/interaction.ts'
import { configured, integer, json, regex, text } from '../../consumer/matchers.ts'
import { example } from '../../openapi/spec.ts'
import { queued, sending } from './lead.ts'

const { clientId, clientSecret } = developmentCredentials.workato
const basic = configured('basic', btoa(`${clientId}:${clientSecret}`), 'Basic ')
const grant = { mediaType: 'application/x-www-form-urlencoded', body: { grant_type: 'client_credentials' } }

/** Source of the token's form: Workato docs, api-mgmt/oauth2; a portal on the same host shows other forms, so only its being there counts. */
const issued = {
  access_token: regex('^\\S{20,}$', example('WorkatoToken').access_token),
  token_type: regex('^[Bb]earer$', 'bearer'),
  expires_in: integer(3599),
}

export const tokens: Interaction[] = [
  {
    description: "a request for an access token, with the client's credentials in HTTP Basic",
    states: [{ name: 'a client of the API platform exists' }],
    operation: 'workato.createToken',
    request: { headers: { Authorization: basic }, ...grant },
    response: { status: 200, headers: json, body: issued },
    act: sending(queued),
    // The simulated Workato does not know the token of this answer, so the consumer renews it.
    outcome: { sent: true },
    asked: ['workato.createToken', 'workato.createPlatypusLead', 'workato.createToken', 'workato.createPlatypusLead'],
  },
  {
    description: 'a request for an access token with a secret that was replaced',
    states: [],
    operation: 'workato.createToken',
    request: { headers: { Authorization: `Basic ${btoa(`${clientId}:replaced_secret`)}` }, ...grant },
    response: {
      status: 401,
      headers: json,
      body: { error: 'invalid_client', error_description: text('Client authentication failed.') },
    },
    act: sending(queued),
    outcome: { failed: 'Workato answered 401: Client authentication failed.' },
    credentials: { workato: { ...developmentCredentials.workato, clientSecret: 'replaced_secret' } },
  },
]
