import type { Interaction, Template } from '../../consumer/interaction.ts'
import { json, text } from '../../consumer/matchers.ts'
import type { Given } from '../../pact/pact.ts'
import { email, headers, lead, marketoId, open, path, person, sending } from './lead.ts'

const unknown = { name: 'no lead has the external id', params: { external_id: String(marketoId) } }

interface Refused {
  title: string
  states: Given[]
  status: number
  errorCode: string
  message: string
  more?: Record<string, Template>
}

/** A refusal in Salesforce's words. What is for good is kept with the person, what may pass is tried again. */
const refusal = (how: 'refused' | 'unavailable', { title, states, status, errorCode, message, more }: Refused): Interaction => ({
  description: `a request to upsert a lead ${title}`,
  states,
  operation: 'salesforce.upsertLead',
  request: { path, headers, body: lead },
  response: { status, headers: json, body: [{ errorCode, message: text(message), ...more }] },
  act: sending(person),
  outcome: { [how]: `${errorCode}: ${message}` },
})

const { Company: _, ...nowhere } = lead
const longName = 'Wolfeschlegelsteinhausenbergerdorffwelche'

export const refusals: Interaction[] = [
  {
    ...refusal('refused', {
      ...{ title: 'without a company', states: [open, unknown], status: 400 },
      ...{ errorCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Company]', more: { fields: ['Company'] } },
    }),
    request: { path, headers, body: nowhere },
    act: sending({ ...person, company: undefined }),
  },
  {
    ...refusal('refused', {
      ...{ title: 'with a first name of 41 characters', states: [open, unknown], status: 400 },
      ...{ errorCode: 'STRING_TOO_LONG', message: `First Name: data value too large: ${longName} (max length=40)` },
      more: { fields: ['FirstName'] },
    }),
    request: { path, headers, body: { ...lead, FirstName: longName }, strays: ['/body/FirstName'] },
    act: sending({ ...person, firstName: longName }),
  },
  refusal('refused', {
    title: 'that the duplicate rule finds twice',
    states: [open, unknown, { name: 'another lead has the e-mail and the duplicate rule is active', params: { email } }],
    ...{ status: 400, errorCode: 'DUPLICATES_DETECTED', message: 'Use one of these records?' },
  }),
  {
    ...refusal('unavailable', {
      ...{ title: 'in a session that has expired', states: [{ name: 'a session has expired' }, unknown], status: 401 },
      ...{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' },
    }),
    act: async (consumer) => 'id' in (await sending(person)(consumer)),
    outcome: true,
    asked: ['salesforce.createToken', 'salesforce.upsertLead', 'salesforce.createToken', 'salesforce.upsertLead'],
  },
  refusal('unavailable', {
    ...{ title: "beyond the day's calls", states: [open, unknown, { name: "the day's API calls are spent" }], status: 403 },
    ...{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' },
  }),
  refusal('unavailable', {
    title: 'while the instance is unavailable',
    states: [open, unknown, { name: 'the instance is unavailable for some calls', params: { calls: 1 } }],
    ...{ status: 503, errorCode: 'SERVER_UNAVAILABLE', message: 'The server is temporarily unavailable.' },
  }),
]
