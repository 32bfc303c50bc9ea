import type { Reply } from '../../contracts/mutation/reply.ts'

/** A way in which a provider could go wrong that no mutation knows, and the interaction whose true reply it spoils. */
export interface Defect {
  hop: string
  interaction: string
  what: string
  spoil(reply: Reply): Reply
}

// biome-ignore lint/suspicious/noExplicitAny: a defect reaches wherever it likes into a reply
type Body = any

/** Spoils a JSON body; the change may edit it, or return another. */
const body =
  (change: (body: Body) => Body) =>
  (reply: Reply): Reply => {
    const edited = JSON.parse(reply.text)
    return { ...reply, text: JSON.stringify(change(edited) ?? edited) }
  }

const text =
  (change: (text: string) => string) =>
  (reply: Reply): Reply => ({ ...reply, text: change(reply.text) })

const status = (status: number) => (reply: Reply) => ({ ...reply, status })

/** A page of a proxy's, under the status that the reply had. */
const page = (reply: Reply): Reply => ({
  ...reply,
  headers: { ...reply.headers, 'content-type': 'text/html' },
  text: '<!doctype html><title>Bad gateway</title><h1>Something went wrong</h1>',
})

/** Gives a field another name. */
const renamed = (object: Body, from: string, to: string) => {
  object[to] = object[from]
  delete object[from]
}

const camelCase = (object: Body) => {
  for (const name of Object.keys(object))
    renamed(
      object,
      name,
      name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()),
    )
}

type Told = [interaction: string, what: string, spoil: Defect['spoil']]

const customersdot: Told[] = [
  ['a request to create a hand-raise lead', 'answers 200 instead of 201', status(200)],
  ['a request to create the lead of an Ultimate trial', 'answers 202 instead of 201', status(202)],
  ['a request to create a hand-raise lead with a token that was revoked', 'answers 403 instead of 401', status(403)],
  ['a request to apply a trial with an account that is blocked', 'sends a blocked account to the login page', status(302)],
  [
    'a request to create a hand-raise lead without a last name',
    'nests the errors one deeper',
    body(({ errors, ...rest }) => ({ errors: { errors }, ...rest })),
  ],
  [
    'a request to create a hand-raise lead without a last name',
    'tells the attributes in camel case',
    body(({ error_attribute_map: map, ...rest }) => ({ ...rest, errorAttributeMap: map })),
  ],
  [
    'a request to create the lead of a trial with the e-mail of another customer',
    'tells a reason as text, without a list',
    body((reply) => void (reply.error_attribute_map.email = 'taken')),
  ],
  [
    'a request to apply a trial that the namespace has used',
    'tells one error instead of a list',
    body((reply) => void (reply.errors = reply.errors[0])),
  ],
  [
    'a request for the trials that a namespace may start',
    'lists the namespaces instead of naming them',
    body(({ namespaces }) => ({ namespaces: Object.entries(namespaces).map(([id, trials]) => ({ id, trials })) })),
  ],
  [
    'a request for the trials that a namespace may start',
    'lists a number among the trial types',
    body(({ namespaces }) => void namespaces['7000'].push(5)),
  ],
  [
    'a request for the trials that a namespace may start',
    'offers a trial that does not exist',
    body(({ namespaces }) => void namespaces['7000'].push('platinum')),
  ],
  [
    'a request for the durations of the trials',
    'tells the days without their name',
    body(({ trial_types: types }) => void (types.ultimate_with_dap = 30)),
  ],
  [
    'a request for the durations of the trials',
    'tells days with a fraction',
    body(({ trial_types: types }) => void (types.gitlab_duo_pro.duration_days = 60.5)),
  ],
  ['a request for the OpenID configuration', 'names its members in camel case', body(camelCase)],
  ["a request for CustomersDot's public keys", 'sends one key instead of a list', body(({ keys }) => ({ keys: keys[0] }))],
  ["a request for CustomersDot's public keys", 'has no key', body(() => ({ keys: [] }))],
  [
    "a request for CustomersDot's public keys",
    'has a key of 1024 bits',
    body(({ keys: [key] }) => void (key.n = String(key.n).slice(0, 171))),
  ],
  [
    "a request to apply an add-on's trial",
    'writes the last day the American way',
    body((reply) => void (reply.trial_ends_on = '05/01/2026')),
  ],
  ["a request to apply an add-on's trial", 'adds a time to the last day', body((reply) => void (reply.trial_ends_on += 'T00:00:00Z'))],
  ["a request to apply an add-on's trial", 'shows a page of HTML', page],
]

const gitlab: Told[] = [
  ['a request for the details of a namespace', 'sends the id as text', body((reply) => void (reply.id = String(reply.id)))],
  ['a request for the details of a namespace', 'sends another namespace', body((reply) => void reply.id++)],
  ['a request for the details of a namespace', 'sends the plan as an object', body((reply) => void (reply.plan = { code: reply.plan }))],
  ['a request for the details of a namespace', 'wraps the namespace', body((namespace) => ({ namespace }))],
  [
    'a request for the details of a namespace that does not exist',
    'answers 200 with null',
    (reply) => ({ ...reply, status: 200, text: 'null' }),
  ],
  ['a request for the details of a namespace that does not exist', 'renames message', body((reply) => renamed(reply, 'message', 'error'))],
  ['a request for the details of a namespace by a stranger', 'hides from strangers behind a 404', status(404)],
  ['a request for the subscription of a namespace', 'sends the plan flat', body((reply) => void (reply.plan = reply.plan.code))],
  ['a request for the subscription of a namespace', 'answers with an empty body', text(() => '')],
  ['a request for the subscription of a namespace without one', 'calls no plan "free"', body((reply) => void (reply.plan.code = 'free'))],
  ['a request to create the subscription of a trial', 'answers 202 instead of 201', status(202)],
  [
    'a request to change the subscription of a namespace to a trial',
    'answers 204 instead of 200',
    (reply) => ({ ...reply, status: 204, text: '' }),
  ],
  [
    'a request to create the subscription of a trial that ends before it begins',
    'tells the reasons as text, without a list',
    body((reply) => void (reply.message.trial_ends_on = 'must be greater than 2026-03-02')),
  ],
]

const workato: Told[] = [
  [
    "a request for an access token, with the client's credentials in HTTP Basic",
    'sends the life of the token as text',
    body((reply) => void (reply.expires_in = String(reply.expires_in))),
  ],
  [
    "a request for an access token, with the client's credentials in a form",
    'leaves out the type',
    body((reply) => void delete reply.token_type),
  ],
  ["a request for an access token, with the client's credentials in a form", 'names its members in camel case', body(camelCase)],
  ["a request for an access token, with the client's credentials in a JSON body", 'wraps the token', body((data) => ({ data }))],
  [
    "a request for an access token, with the client's credentials in a JSON body",
    'sends a token with a line break',
    body((reply) => void (reply.access_token += '\n')),
  ],
  ['a request for an access token with a secret that was replaced', 'answers 400 instead of 401', status(400)],
  ['a request to create a lead', 'answers 202 instead of 200', status(202)],
  [
    'a request to create a lead while the recipe is stopped',
    'nests the message one deeper',
    body(({ message }) => ({ error: { message } })),
  ],
  ['a request to create a lead while the recipe is stopped', 'shows a page of HTML', page],
  ['a request to create a lead with a token that has expired', 'answers 403 instead of 401', status(403)],
  ['a request to create a lead beyond the rate limit', 'answers 503 instead of 429', status(503)],
  ['a request to create a lead from a country that is none', 'has nothing to say', body((reply) => void (reply.message = ''))],
]

const marketo: Told[] = [
  ['a request for an access token', 'sends the life of the token with a fraction', body((reply) => void (reply.expires_in += 0.5))],
  [
    'a request for an access token',
    'leaves out the data centre',
    body((reply) => void (reply.access_token = reply.access_token.split(':')[0])),
  ],
  [
    'a request to create a person',
    'wraps one result in an object instead of a list',
    body((reply) => void (reply.result = reply.result[0])),
  ],
  ['a request to create a person', 'says success as text', body((reply) => void (reply.success = 'true'))],
  ['a request to create a person', 'names the request in snake case', body((reply) => renamed(reply, 'requestId', 'request_id'))],
  ['a request to create a person', 'sends the id as text', body((reply) => void (reply.result[0].id = String(reply.result[0].id)))],
  ['a request to create a person', 'begins the status with a capital', body((reply) => void (reply.result[0].status = 'Created'))],
  ['a request to create a person', 'adds a text to the results', body((reply) => void reply.result.push('done'))],
  ['a request to create a person', 'cuts the body off', text((whole) => whole.slice(0, -5))],
  ['a request to update a person', 'says created of a person it had', body((reply) => void (reply.result[0].status = 'created'))],
  ['a request to create a person with an id', 'calls the reasons reason', body(({ result: [lead] }) => renamed(lead, 'reasons', 'reason'))],
  [
    'a request to update one of two persons with the same e-mail',
    'sends one reason instead of a list',
    body(({ result: [lead] }) => void (lead.reasons = lead.reasons[0])),
  ],
  [
    'a request to create a person beyond the rate limit',
    'sends the code as a number',
    body(({ errors: [error] }) => void (error.code = 606)),
  ],
  ['a request to create a person beyond the rate limit', 'answers 429 instead of 200', status(429)],
  [
    'a request to create a person with a token that has expired',
    'says invalid of a token that expired',
    body(({ errors: [error] }) => void (error.code = '601')),
  ],
]

const salesforce: Told[] = [
  [
    'a request for a session',
    'leaves out the org in the token',
    body((reply) => void (reply.access_token = reply.access_token.split('!')[1])),
  ],
  ['a request for a session with a secret that was replaced', 'answers 401 instead of 400', status(401)],
  ['a request to upsert a lead that is new', 'answers 200 instead of 201', status(200)],
  ['a request to upsert a lead that is new', 'says success as text', body((reply) => void (reply.success = 'true'))],
  ['a request to upsert a lead that is new', 'sends the id with 15 characters', body((reply) => void (reply.id = reply.id.slice(0, 15)))],
  ['a request to upsert a lead that is known', 'answers 204 without a body', (reply) => ({ ...reply, status: 204, text: '' })],
  ['a request to upsert a lead without a company', 'sends one error instead of a list', body(([error]) => error)],
  [
    'a request to upsert a lead without a company',
    'calls the code statusCode',
    body(([error]) => renamed(error, 'errorCode', 'statusCode')),
  ],
  [
    'a request to upsert a lead with a first name of 41 characters',
    'names one field as text',
    body(([error]) => void (error.fields = error.fields[0])),
  ],
  ['a request to upsert a lead in a session that has expired', 'answers 403 instead of 401', status(403)],
  [
    "a request to upsert a lead beyond the day's calls",
    'answers in XML',
    (reply) => ({
      ...reply,
      headers: { ...reply.headers, 'content-type': 'application/xml' },
      text: '<?xml version="1.0"?><Errors><Error><errorCode>REQUEST_LIMIT_EXCEEDED</errorCode></Error></Errors>',
    }),
  ],
]

const of = (hop: string, told: Told[]): Defect[] => told.map(([interaction, what, spoil]) => ({ hop, interaction, what, spoil }))

export const defects: Defect[] = [
  ...of('gitlab-customersdot', customersdot),
  ...of('customersdot-gitlab', gitlab),
  ...of('customersdot-workato', workato),
  ...of('workato-marketo', marketo),
  ...of('marketo-salesforce', salesforce),
]
