import type { Interaction } from '../../consumer/interaction.ts'
import { bearer, json, text } from '../../consumer/matchers.ts'
import { example } from '../../openapi/spec.ts'
import { lead, row, sending } from './lead.ts'

const headers = { Authorization: bearer('platypus_token', example('PlatypusToken').access_token) }
const creation = { operation: 'platypus.createLead', request: { headers, body: lead }, act: sending(row) } as const

export const leads: Interaction[] = [
  {
    ...creation,
    description: 'a request to queue a lead',
    states: [{ name: 'an access token of Platypus is valid' }],
    response: { status: 202 },
    outcome: { sent: true },
    asked: ['platypus.createToken', 'platypus.createLead'],
  },
  {
    ...creation,
    description: 'a request to queue a lead with a token that has expired',
    states: [{ name: 'an access token of Platypus has expired' }],
    response: { status: 401, headers: json, body: { message: text('Unauthorized') } },
    outcome: { sent: true },
    asked: ['platypus.createToken', 'platypus.createLead', 'platypus.createToken', 'platypus.createLead'],
  },
  {
    ...creation,
    description: 'a request to queue a lead whose e-mail is none',
    states: [{ name: 'an access token of Platypus is valid' }],
    request: { headers, body: { ...lead, email: 'nobody' }, strays: ['/body/email'] },
    response: { status: 400, headers: json, body: { message: text('email: must be an e-mail address') } },
    act: sending({ ...row, email: 'nobody' }),
    outcome: { failed: 'HTTP status code: 400: email: must be an e-mail address' },
  },
]
