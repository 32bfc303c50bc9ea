import { developmentCredentials } from '../../../mocks/core/system/credentials.ts'
import type { Interaction } from '../../consumer/interaction.ts'
import { configured, json, regex } from '../../consumer/matchers.ts'
import { person, sending } from './lead.ts'

const { salesforce } = developmentCredentials
const body = (secret: unknown) => ({
  grant_type: 'client_credentials',
  client_id: configured('client_id', salesforce.clientId),
  client_secret: secret,
})

export const tokens: Interaction[] = [
  {
    description: 'a request for a session',
    states: [{ name: 'a connected app exists' }],
    operation: 'salesforce.createToken',
    request: { body: body(configured('client_secret', salesforce.clientSecret)) },
    response: {
      status: 200,
      headers: json,
      body: {
        access_token: regex('^00D[A-Za-z0-9]{12}!\\S+$', '00D000000000001!AQEAQNtlyDsTTYHNxNfNFX8PmrKuEVNwJnyFmZqJLzRBvRnT'),
      },
    },
    act: async (consumer) => 'id' in (await sending(person)(consumer)),
    // The simulated Salesforce does not know the session of this answer, so the consumer opens another.
    outcome: true,
    asked: ['salesforce.createToken', 'salesforce.upsertLead', 'salesforce.createToken', 'salesforce.upsertLead'],
  },
  {
    description: 'a request for a session with a secret that was replaced',
    states: [{ name: 'a connected app exists' }],
    operation: 'salesforce.createToken',
    request: { body: body('replaced_secret') },
    response: { status: 400, headers: json, body: { error: 'invalid_client', error_description: 'invalid client credentials' } },
    act: sending(person),
    outcome: { unavailable: 'Salesforce refused the credentials with 400' },
    credentials: { salesforce: { ...salesforce, clientSecret: 'replaced_secret' } },
  },
]
