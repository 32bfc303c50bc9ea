import type { Schema } from '../../contracts/openapi/types.ts'

export type Hop = Schema<'ControlHop'>

const at = '2026-03-02T09:14:05.000Z'

const interaction = (description: string, more: Partial<Schema<'ControlInteraction'>> = {}): Schema<'ControlInteraction'> => ({
  description,
  states: ['the recipe is running'],
  operation: 'workato.createLead',
  method: 'POST',
  path: '/gitlab-dev/services/marketo/lead',
  status: 200,
  ...more,
})

const passed = ({ description }: Schema<'ControlInteraction'>): Schema<'ControlVerified'> => ({
  interaction: description,
  outcome: 'passed',
  mismatches: [],
})

const field = (at: string, matched = true): Schema<'ControlCoveredField'> => ({ at, matched })

const token = interaction('a request for an access token', {
  states: ['a client of the API platform exists'],
  operation: 'workato.createToken',
  path: '/oauth2/token',
})
const lead = interaction('a request to create a lead')
const refused = interaction('a request to create a lead with an expired token', { states: ['the token has expired'], status: 401 })
const stopped = interaction('a request to create a lead while the recipe is stopped', { states: ['the recipe is stopped'], status: 404 })

/** A hop with every section: one interaction is broken, one was not verified, a status is missing and a mutant survived. */
export const workato = (): Hop => ({
  consumer: 'customersdot',
  provider: 'workato',
  interactions: [token, lead, refused, stopped],
  verification: {
    at,
    base_url: 'https://apim.workato.com',
    provider_version: '4f3b2c1',
    results: [
      passed(token),
      {
        interaction: lead.description,
        outcome: 'failed',
        mismatches: [
          { at: 'status', message: 'Expected 200 but was 202' },
          { at: 'body $.marketo_id', message: "Expected 'x' (String) to be an integer" },
        ],
      },
      passed(refused),
    ],
  },
  coverage: {
    at,
    operations: [
      {
        operation: 'workato.createToken',
        asked: true,
        statuses: [
          { status: 200, exercised: true, used: true },
          { status: 401, exercised: false, used: true },
        ],
        request: [],
        response: [field('200/access_token'), field('200/token_type'), field('200/expires_in', false)],
      },
      {
        operation: 'workato.createLead',
        asked: true,
        statuses: [
          { status: 200, exercised: true, used: true },
          { status: 401, exercised: true, used: true },
          { status: 404, exercised: true, used: true },
          { status: 413, exercised: false, used: false, not_consumed: 'CustomersDot sends no body that large.' },
          { status: 500, exercised: false, used: false },
        ],
        request: [field('/email'), field('/first_name'), field('/last_name'), field('/glm_source', false)],
        response: [field('200/marketo_id')],
      },
    ],
  },
  mutation: {
    at,
    killed: 417,
    total: 420,
    survivors: [
      { interaction: lead.description, side: 'response', at: '/body/marketo_id', kind: 'type' },
      {
        interaction: token.description,
        side: 'response',
        at: '/body/expires_in',
        kind: 'drop',
        not_relied_on: 'The client keeps a token until it is refused.',
      },
      {
        interaction: token.description,
        side: 'response',
        at: '/headers/content-type',
        kind: 'content_type',
        not_relied_on: 'The client reads any 2xx as JSON.',
      },
    ],
  },
})

const eligibility = interaction('a request for the trials that namespaces may have', {
  states: ['GitLab may use CustomersDot'],
  operation: 'customersdot.getTrialEligibility',
  method: 'GET',
  path: '/api/v1/gitlab/namespaces/trials/eligibility',
})
const trial = interaction('a request to create a trial lead', {
  states: ['GitLab may use CustomersDot', 'the account is not blocked'],
  operation: 'customersdot.createTrial',
  path: '/trials',
  status: 201,
})

/** A hop that keeps everything. */
export const customersdot = (): Hop => ({
  consumer: 'gitlab',
  provider: 'customersdot',
  interactions: [eligibility, trial],
  verification: { at, base_url: null, results: [passed(eligibility), passed(trial)] },
  coverage: {
    at,
    operations: [
      {
        operation: 'customersdot.createTrial',
        asked: true,
        statuses: [
          { status: 201, exercised: true, used: true },
          { status: 422, exercised: false, used: false, not_consumed: 'GitLab shows the same page for every refusal.' },
        ],
        request: [field('/trial_user/work_email'), field('/trial_user/uid')],
        response: [],
      },
    ],
  },
  mutation: { at, killed: 96, total: 96, survivors: [] },
})

/** A hop that nobody verified, covered or mutated. */
export const marketo = (): Hop => ({
  consumer: 'workato',
  provider: 'marketo',
  interactions: [interaction('a request to sync a lead', { operation: 'marketo.syncLeads', path: '/rest/v1/leads.json' })],
})

/** Every text of a value made another, keys and closed choices left as they are. */
export function spoilt<Value>(value: Value, text: string): Value {
  if (typeof value === 'string') return text as Value
  if (Array.isArray(value)) return value.map((item) => spoilt(item, text)) as Value
  if (value === null || typeof value !== 'object') return value
  const kept = ['outcome', 'side', 'kind']
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, kept.includes(key) ? item : spoilt(item, text)])) as Value
}
