import { developmentCredentials } from '../../../mocks/core/system/credentials.ts'
import { namespaceEligibleTrials, namespaceTrialTypes } from '../../../mocks/gitlab/client.ts'
import type { GitlabContext } from '../../../mocks/gitlab/tables.ts'
import type { Interaction } from '../../consumer/interaction.ts'
import { example } from '../../openapi/spec.ts'
import type { Given } from '../../pact/pact.ts'
import { headers, mayUse, namespaceId, noCustomer } from './account.ts'
import { triggers } from './jobs.ts'
import { addOnTrials, handRaises, jane, leads, type Sending, trials } from './sendings.ts'

const { customersdot } = developmentCredentials
const form = example('GitlabHandRaiseLead')

const refused = (errors: unknown, error_attribute_map?: object) => ({
  success: false,
  data: { errors, ...(error_attribute_map ? { error_attribute_map } : {}) },
})

interface Refused {
  /** After what is asked. */
  why: string
  states: Given[]
  errors: string | string[]
  attributes: Record<string, string[]>
}

/** A 422, of which GitLab's client keeps both members. */
const unprocessable =
  ({ why, states, errors, attributes }: Refused) =>
  ({ what, operation, body, act }: Sending): Interaction => ({
    description: `a request to ${what} ${why}`,
    states: [mayUse, ...states],
    operation,
    request: { headers, body },
    response: { status: 422, body: { errors, error_attribute_map: attributes } },
    act,
    outcome: refused(errors, attributes),
  })

const nameless = unprocessable({
  ...{ why: 'without a last name', states: [] },
  ...{ errors: "Last name can't be blank", attributes: { last_name: ['blank'] } },
})

const taken = unprocessable({
  why: 'with the e-mail of another customer',
  states: [{ name: 'another customer account has the e-mail', params: { uid: 42, email: jane.work_email } }],
  ...{ errors: 'Email has already been taken', attributes: { email: ['taken'] } },
})

/** `trial_type` as in CustomersDot's `trial_histories`. */
const used = (trial_type: 1 | 2) =>
  unprocessable({
    why: 'that the namespace has used',
    states: [noCustomer, { name: 'a namespace that has used its trial exists', params: { namespace_id: namespaceId, trial_type } }],
    ...{ errors: ['The namespace has already used this trial'], attributes: { gl_namespace_id: ['taken'] } },
  })

/** GitLab's client logs any other failure, and this one not. */
const blocked = ({ what, operation, act, ...request }: Omit<Sending, 'body'> & Interaction['request']): Interaction => ({
  description: `a request to ${what} with an account that is blocked`,
  states: [{ name: "GitLab's account is blocked" }],
  operation,
  request: { headers, ...request },
  response: { status: 403 },
  act,
  outcome: refused('HTTP status code: 403'),
})

const lookups = [
  {
    what: 'know the trials that a namespace may start',
    operation: 'customersdot.getTrialEligibility',
    query: { 'namespace_ids[]': [String(namespaceId)] },
    act: ({ within }) => within((context: GitlabContext) => namespaceEligibleTrials(context, [namespaceId])),
  },
  {
    what: 'know the durations of the trials',
    operation: 'customersdot.listTrialTypes',
    act: ({ within }) => within((context: GitlabContext) => namespaceTrialTypes(context)),
  },
] as const satisfies Parameters<typeof blocked>[0][]

const [handRaise] = handRaises(form) as [Sending, Sending]

/** Signed in with a token that CustomersDot does not accept any more. */
const revoked: Interaction = {
  description: 'a request to create a hand-raise lead with a token that was revoked',
  states: [],
  operation: handRaise.operation,
  request: { headers: { 'X-Admin-Email': customersdot.adminEmail, 'X-Admin-Token': 'revoked_admin_token' }, body: handRaise.body },
  response: { status: 401 },
  act: handRaise.act,
  outcome: refused('HTTP status code: 401'),
  credentials: { customersdot: { ...customersdot, adminToken: 'revoked_admin_token' } },
}

export const refusals: Interaction[] = [
  ...handRaises({ ...form, last_name: '' }).map(nameless),
  ...leads.map(taken),
  ...trials.map(used(1)),
  ...addOnTrials.map(used(2)),
  revoked,
  ...[...handRaises(form), ...leads, ...trials, ...addOnTrials, triggers, ...lookups].map(blocked),
]
