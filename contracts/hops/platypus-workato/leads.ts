import type { Interaction } from '../../consumer/interaction.ts'
import { bearer, json, text } from '../../consumer/matchers.ts'
import { example } from '../../openapi/spec.ts'
import { lead, queued, sending } from './lead.ts'

const headers = { Authorization: bearer('workato_token', example('WorkatoToken').access_token) }
const valid = { name: 'an access token of the API platform is valid' }
const running = { name: 'the recipe is running' }

/** A refusal as Workato words it; the literal texts are not public. */
const refused = (status: number, message: string): Pick<Interaction, 'response' | 'outcome'> => ({
  response: { status, headers: json, body: { message: text(message) } },
  outcome: { failed: `Workato answered ${status}: ${message}` },
})

const creation = { operation: 'workato.createPlatypusLead', request: { headers, body: lead }, act: sending(queued) } as const

export const leads: Interaction[] = [
  {
    ...creation,
    description: 'a request to create a lead',
    states: [valid, running],
    response: { status: 200 },
    outcome: { sent: true },
    asked: ['workato.createToken', 'workato.createPlatypusLead'],
  },
  {
    ...creation,
    description: 'a request to create a lead with a token that has expired',
    states: [{ name: 'an access token of the API platform has expired' }, running],
    response: { status: 401, headers: json, body: { message: text('Authentication failed') } },
    outcome: { sent: true },
    asked: ['workato.createToken', 'workato.createPlatypusLead', 'workato.createToken', 'workato.createPlatypusLead'],
  },
  {
    ...creation,
    ...refused(404, 'Recipe is not running'),
    description: 'a request to create a lead while the recipe is stopped',
    states: [valid, { name: 'the recipe is stopped' }],
  },
  {
    ...refused(422, 'Country "ZZ" has no Salesforce picklist name'),
    description: 'a request to create a lead from a country that is none',
    states: [valid, running],
    operation: 'workato.createPlatypusLead',
    request: { headers, body: { ...lead, Country: 'ZZ' } },
    act: sending({ ...queued, country: 'ZZ' }),
  },
  {
    ...creation,
    ...refused(429, 'Rate limit exceeded'),
    description: 'a request to create a lead beyond the rate limit',
    states: [valid, running, { name: "the client's access policy is exceeded" }],
  },
]
