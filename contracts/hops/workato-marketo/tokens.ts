import { developmentCredentials } from '../../../mocks/core/system/credentials.ts'
import type { Interaction } from '../../consumer/interaction.ts'
import { configured, integer, json, regex } from '../../consumer/matchers.ts'
import { example } from '../../openapi/spec.ts'
import { sending } from './person.ts'

const { clientId, clientSecret } = developmentCredentials.marketo
const query = (secret: unknown) => ({
  grant_type: 'client_credentials',
  client_id: configured('client_id', clientId),
  client_secret: secret,
})

export const tokens: Interaction[] = [
  {
    description: 'a request for an access token',
    states: [{ name: 'a custom service exists' }],
    operation: 'marketo.getToken',
    request: { query: query(configured('client_secret', clientSecret)) },
    response: {
      status: 200,
      headers: json,
      body: {
        access_token: regex('^[0-9a-f-]{36}:\\w+$', example('MarketoToken').access_token),
        token_type: 'bearer',
        expires_in: integer(3599),
      },
    },
    act: async (consumer) => 'id' in (await sending()(consumer)),
    // The simulated Marketo does not know the token of this answer, so the consumer renews it.
    outcome: true,
    asked: ['marketo.getToken', 'marketo.syncLeads', 'marketo.getToken', 'marketo.syncLeads'],
  },
  {
    description: 'a request for an access token with a secret that was replaced',
    states: [{ name: 'a custom service exists' }],
    operation: 'marketo.getToken',
    request: { query: query('replaced_secret') },
    response: { status: 401, headers: json, body: { error: 'invalid_client', error_description: 'Bad client credentials' } },
    act: sending(),
    outcome: { failed: 'Marketo refused the credentials with 401' },
    credentials: { marketo: { clientId, clientSecret: 'replaced_secret' } },
  },
]
