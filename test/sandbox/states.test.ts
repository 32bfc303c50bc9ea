import { describe, expect, test } from 'vitest'
import { document } from '../../contracts/openapi/spec.ts'
import type { SystemName } from '../../contracts/openapi/types.ts'
import { ownFolder, pactsIn } from '../../contracts/pact/folder.ts'
import type { World } from '../../mocks/core/world.ts'
import { systems } from '../../mocks/systems.ts'
import type { Sandbox } from '../../sandbox/server/sandbox.ts'
import { rowsOf } from '../journey/pipeline.ts'
import { json, running } from './sandbox.ts'

type State = [name: string, params?: Record<string, unknown>]
type Values = Record<string, string>

/** A sandbox whose states are changed through its own interface. */
async function stage() {
  const sandbox = await running({ world: { automatic: false } })
  const change = (action: 'setup' | 'teardown') => (state: State) =>
    json(`${sandbox.url}/_sandbox/provider-states`, { body: { state: state[0], params: state[1] ?? {}, action } })
  return { sandbox, setUp: change('setup'), tearDown: change('teardown') }
}

/** The body of the first request on a path in our own contracts. */
const files = await pactsIn(ownFolder)
const bodyOf = (path: string) =>
  files.flatMap(({ pact }) => pact.interactions).find(({ request }) => request.path === path && request.body)?.request.body

interface Asking {
  system: SystemName
  path: string
  method?: string
  headers?: Record<string, string>
  body?: unknown
}

const bearer = (token = '') => ({ authorization: `Bearer ${token}` })
const leadPath = '/gitlab-dev/services/marketo/lead'
const sobject = '/services/data/v66.0/sobjects/Lead/Marketo_Lead_Id__c/7000050'
const toWorkato = ({ workato_token }: Values): Asking => ({
  system: 'workato',
  path: leadPath,
  headers: bearer(workato_token),
  body: bodyOf(leadPath),
})
const toPlatypus = ({ platypus_token }: Values): Asking => ({
  ...{ system: 'platypus', path: '/leads', headers: bearer(platypus_token) },
  body: { email: 'jane@example.com', product_interaction: 'Hand Raise PQL' },
})
const toMarketo = ({ marketo_token }: Values): Asking => ({
  ...{ system: 'marketo', path: '/rest/v1/leads.json', headers: bearer(marketo_token) },
  body: { action: 'createOrUpdate', lookupField: 'email', input: [{ email: 'jane@example.com', lastName: 'Doe' }] },
})
const toSalesforce = ({ session }: Values): Asking => ({
  ...{ system: 'salesforce', path: sobject, method: 'PATCH', headers: bearer(session) },
  body: { LastName: 'Doe', Company: 'ACME', Email: 'jane@example.com' },
})
const toGitlab = ({ private_token = '' }: Values): Asking => ({
  system: 'gitlab',
  path: '/api/v4/namespaces/7000',
  headers: { 'private-token': private_token },
})
const asAdmin = ({ admin_email = '', admin_token = '' }: Values) => ({ 'x-admin-email': admin_email, 'x-admin-token': admin_token })
const eligibility = (values: Values): Asking => ({
  ...{ system: 'customersdot', headers: asAdmin(values) },
  path: '/api/v1/gitlab/namespaces/trials/eligibility?namespace_ids[]=7000',
})
const ultimate = (values: Values): Asking => ({
  ...{ system: 'customersdot', path: '/leads/gitlab_com/ultimates', headers: asAdmin(values) },
  body: bodyOf('/leads/gitlab_com/ultimates'),
})

const namespace = { id: 7000, name: 'Initech', path: 'initech' }
const jane = { email: 'jane@example.com' }
const lead = { external_id: '7000050' }
const mayUse: State = ["GitLab's account may use the API"]
const valid = {
  workato: ['an access token of the API platform is valid'] as State,
  marketo: ['an access token of the custom service is valid'] as State,
  salesforce: ['a session is open'] as State,
  gitlab: ["an admin's access token exists"] as State,
}

/** States in the order in which they are set up, a request that shows their effect, and what it is answered. */
const effects: [states: State[], ask: (values: Values) => Asking, status: number, body?: unknown][] = [
  [
    [['a client of the API platform exists']],
    ({ basic }) => ({
      ...{ system: 'workato', path: '/oauth2/token', method: 'POST' },
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    }),
    200,
  ],
  [
    [['a client of Platypus exists']],
    ({ basic }) => ({
      ...{ system: 'platypus', path: '/oauth/token', method: 'POST' },
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    }),
    200,
  ],
  [[['an access token of Platypus is valid']], toPlatypus, 202],
  [[['an access token of Platypus has expired']], toPlatypus, 401],
  [[valid.workato, ['the recipe is stopped'], ['the recipe is running']], toWorkato, 200],
  [[valid.workato, ['the recipe is stopped']], toWorkato, 404],
  [[['an access token of the API platform has expired']], toWorkato, 401],
  [[valid.workato, ["the client's access policy is exceeded"]], toWorkato, 429],
  [[valid.workato, ['the recipe takes longer than the request timeout']], toWorkato, 504],
  [
    [['a custom service exists']],
    ({ client_id, client_secret }) => ({
      system: 'marketo',
      path: `/identity/oauth/token?grant_type=client_credentials&client_id=${client_id}&client_secret=${client_secret}`,
    }),
    200,
    { token_type: 'bearer' },
  ],
  [
    [valid.marketo, ['a person has the e-mail', jane], ['no person has the e-mail', jane]],
    toMarketo,
    200,
    { result: [{ status: 'created' }] },
  ],
  [[valid.marketo, ['a person has the e-mail', jane]], toMarketo, 200, { result: [{ status: 'updated' }] }],
  [
    [valid.marketo, ['two persons share the e-mail', jane]],
    toMarketo,
    200,
    { result: [{ status: 'skipped', reasons: [{ code: '1007' }] }] },
  ],
  [[['an access token of the custom service has expired']], toMarketo, 200, { errors: [{ code: '602' }] }],
  [[valid.marketo, ['the rate limit is exceeded']], toMarketo, 200, { errors: [{ code: '606' }] }],
  [[valid.marketo, ['the limit of concurrent calls is reached']], toMarketo, 200, { errors: [{ code: '615' }] }],
  [
    [['a connected app exists']],
    ({ client_id, client_secret }) => ({
      ...{ system: 'salesforce', path: '/services/oauth2/token', method: 'POST' },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `grant_type=client_credentials&client_id=${client_id}&client_secret=${client_secret}`,
    }),
    200,
  ],
  [[valid.salesforce, ['a lead has the external id', lead], ['no lead has the external id', lead]], toSalesforce, 201],
  [[valid.salesforce, ['a lead has the external id', lead]], toSalesforce, 200],
  [[['a session has expired']], toSalesforce, 401],
  [
    [valid.salesforce, ['another lead has the e-mail and the duplicate rule is active', jane]],
    toSalesforce,
    400,
    [{ errorCode: 'DUPLICATES_DETECTED' }],
  ],
  [[valid.salesforce, ["the day's API calls are spent"]], toSalesforce, 403],
  [
    [valid.salesforce, ['the instance is unavailable for some calls', { calls: 1 }]],
    toSalesforce,
    503,
    [{ errorCode: 'SERVER_UNAVAILABLE' }],
  ],
  [[valid.gitlab, ['a namespace without a subscription exists', namespace]], toGitlab, 200, { name: 'Initech', plan: 'free' }],
  [[valid.gitlab, ['a namespace with a subscription exists', { ...namespace, plan_code: 'premium' }]], toGitlab, 200, { plan: 'premium' }],
  [[valid.gitlab, ['a namespace without a subscription exists', namespace], ['no namespace exists', { id: 7000 }]], toGitlab, 404],
  [
    [["a token for GitLab's internal API is signed"], ['a namespace without a subscription exists', namespace]],
    ({ internal_token = '' }) => ({
      ...{ system: 'gitlab', path: '/api/v4/internal/gitlab_subscriptions/namespaces/7000' },
      headers: { 'x-customers-dot-internal-token': internal_token },
    }),
    200,
  ],
  [
    [
      mayUse,
      ['a namespace that has used its trial exists', { namespace_id: 7000 }],
      ['a namespace that has used no trial exists', { namespace_id: 7000 }],
    ],
    eligibility,
    200,
    { namespaces: { 7000: expect.arrayContaining(['ultimate_with_dap', 'gitlab_duo_pro']) } },
  ],
  [
    [mayUse, ['a namespace that has used its trial exists', { namespace_id: 7000 }]],
    eligibility,
    200,
    { namespaces: { 7000: ['gitlab_duo_enterprise', 'gitlab_duo_pro'] } },
  ],
  [[["GitLab's account is blocked"], mayUse], eligibility, 200],
  [[["GitLab's account is blocked"]], eligibility, 403],
  [[mayUse, ['another customer account has the e-mail', { uid: 42, ...jane }]], ultimate, 422],
  [
    [mayUse, ['another customer account has the e-mail', { uid: 42, ...jane }], ['no customer account exists', { uid: 42, ...jane }]],
    ultimate,
    201,
  ],
]

const title = (states: State[]) => states.map(([name]) => name).join(', then ')
const names = [...new Set(effects.flatMap(([states]) => states.map(([name]) => name)))]
const known = systems.flatMap(({ states }) => Object.keys(states ?? {}))

async function send({ systems: urls }: Sandbox, { system, path, method, headers, body }: Asking) {
  const type: Record<string, string> = typeof body === 'object' ? { 'content-type': 'application/json' } : {}
  const content = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body)
  const response = await fetch(`${urls[system]}${path}`, {
    method: method ?? (body ? 'POST' : 'GET'),
    headers: { ...type, ...headers },
    body: content,
  })
  const text = await response.text()
  return { status: response.status, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text }
}

/** Every row that the systems remember, whatever order they are in. */
const everything = (world: World) =>
  Object.fromEntries(
    world.store.names.map((name) => [name, new Map([...world.store.relation(name).rows].sort(([one], [other]) => (one < other ? -1 : 1)))]),
  )

test('every state that a system has is here', () => {
  expect(names.sort()).toEqual(known.sort())
})

describe('a provider state', () => {
  test.each(effects.map((effect) => [title(effect[0]), ...effect] as const))('has its effect: %s', async (_, states, ask, status, body) => {
    const { sandbox, setUp } = await stage()
    const values: Values = {}
    for (const state of states) {
      const answer = await setUp(state)
      expect(answer).toMatchObject({ status: 200 })
      Object.assign(values, answer.body)
    }
    const answer = await send(sandbox, ask(values))
    expect(answer).toMatchObject({ status, ...(body === undefined ? {} : { body }) })
  })

  test('is taken back in the order of setting up, which is how Pact does it, and all rows are as they were', async () => {
    const { sandbox, setUp, tearDown } = await stage()
    const before = everything(sandbox.world)
    for (const [states] of effects) {
      for (const state of states) expect((await setUp(state)).status).toBe(200)
      for (const state of states) expect((await tearDown(state)).status).toBe(200)
      expect(everything(sandbox.world), title(states)).toEqual(before)
    }
  })

  test('that holds on still has its effect when an earlier one is taken back', async () => {
    const { sandbox, setUp, tearDown } = await stage()
    const blocked: State = ["GitLab's account is blocked"]
    await setUp(mayUse)
    const { body } = await setUp(blocked)
    await tearDown(mayUse)
    expect((await send(sandbox, eligibility(body))).status).toBe(403)
    await tearDown(blocked)
    expect((await send(sandbox, eligibility(body))).status).toBe(200)
  })

  test('that is set up twice is taken back at once', async () => {
    const { sandbox, setUp, tearDown } = await stage()
    const before = everything(sandbox.world)
    const first = await setUp(valid.workato)
    const second = await setUp(valid.workato)
    expect(first.body.workato_token).not.toBe(second.body.workato_token)
    await tearDown(valid.workato)
    expect(everything(sandbox.world)).toEqual(before)
    expect((await tearDown(valid.workato)).status).toBe(200)
    expect(everything(sandbox.world)).toEqual(before)
  })

  test('is taken back whatever happened to its rows since', async () => {
    const { sandbox, setUp, tearDown } = await stage()
    const state: State = ['no person has the e-mail', jane]
    const values = (await setUp(valid.marketo)).body
    await setUp(['a person has the e-mail', jane])
    const [person] = rowsOf(sandbox.world, 'marketo', 'leads')
    await setUp(state)
    const created = (await send(sandbox, toMarketo(values))).body.result[0]
    expect(created).toMatchObject({ status: 'created' })
    await tearDown(state)
    expect(rowsOf(sandbox.world, 'marketo', 'leads')).toEqual([person])
    expect(created.id).not.toBe(person?.id)
  })

  test('is the same change of rows for each of those who ask at the same time', async () => {
    const { sandbox, setUp, tearDown } = await stage()
    const before = everything(sandbox.world)
    const states = Array.from(
      { length: 8 },
      (_, index): State => ['a namespace that has used its trial exists', { namespace_id: 7000 + index }],
    )
    const all = [...states, valid.workato, ['the recipe is stopped'] as State, valid.marketo]
    expect((await Promise.all(all.map(setUp))).map(({ status }) => status)).toEqual(all.map(() => 200))
    await Promise.all(all.map(tearDown))
    expect(everything(sandbox.world)).toEqual(before)
  })

  test('is forgotten with a reset, and nothing of it comes back afterwards', async () => {
    const { sandbox, setUp, tearDown } = await stage()
    await setUp(['no namespace exists', { id: 1000 }])
    await json(`${sandbox.url}/_sandbox/reset`, { method: 'POST' })
    const seeded = everything(sandbox.world)
    await tearDown(['no namespace exists', { id: 1000 }])
    expect(everything(sandbox.world)).toEqual(seeded)
  })
})

describe('a change of state', () => {
  const refused = async (sent: Record<string, unknown>) => {
    const { sandbox } = await stage()
    const before = everything(sandbox.world)
    const { status, body } = await json(`${sandbox.url}/_sandbox/provider-states`, { body: sent })
    expect(everything(sandbox.world)).toEqual(before)
    return { status, error: body.error as string }
  }

  test.each(['setup', 'teardown'])(
    'to a state without a name is no change (%s): Pact asks for it before an interaction that wants none',
    async (action) => {
      const { sandbox } = await stage()
      const before = everything(sandbox.world)
      expect(await json(`${sandbox.url}/_sandbox/provider-states`, { body: { state: '', params: {}, action } })).toMatchObject({
        status: 200,
        body: {},
      })
      expect(everything(sandbox.world)).toEqual(before)
    },
  )

  test('is a set-up unless it says otherwise, takes null for no parameters, and leaves alone what else it carries', async () => {
    const { sandbox } = await stage()
    const sent = { state: 'the recipe is stopped', params: null, consumer: 'customersdot' }
    expect(await json(`${sandbox.url}/_sandbox/provider-states`, { body: sent })).toMatchObject({ status: 200, body: {} })
    expect(rowsOf(sandbox.world, 'workato', 'recipes')).toMatchObject([{ running: false }])
  })

  test.each(['the recipe is on fire', 'constructor', 'The recipe is running'])(
    'to one that is unknown is refused with those that are known: %s',
    async (state) => {
      const { status, error } = await refused({ state })
      expect(status).toBe(404)
      expect(error).toContain(`There is no provider state "${state}". Known are: `)
      for (const name of known) expect(error).toContain(name)
    },
  )

  const wrong: [sent: Record<string, unknown>, says: string[]][] = [
    [{ state: 'no person has the e-mail' }, ['Provider state "no person has the e-mail": /email ']],
    [{ state: 'no person has the e-mail', params: { email: 7 } }, ['/email ']],
    [{ state: 'no person has the e-mail', params: { ...jane, phone: '1' } }, ['/phone "phone" is not in the contract.']],
    [
      { state: 'a namespace with a subscription exists', params: { id: 0, plan_code: 'platinum' } },
      ['/id ', '/name ', '/path ', '/plan_code '],
    ],
    [{ state: 'the recipe is stopped', params: { recipe: 1 } }, ['/recipe ']],
    [{ state: 'the recipe is stopped', params: { recipe: 1 }, action: 'teardown' }, ['/recipe ']],
    [{ state: 'the recipe is stopped', params: [] }, ['/body/params']],
    [{ state: 'the recipe is stopped', action: 'undo' }, ['/body/action']],
    [{ params: {} }, ['/body/state']],
  ]

  test.each(wrong)('with wrong parameters is refused with their names: %j', async (sent, says) => {
    const { status, error } = await refused(sent)
    expect(status).toBe(400)
    for (const text of says) expect(error).toContain(text)
  })

  test('that would repeat a unique value is refused, and nothing is changed', async () => {
    const { status, error } = await refused({
      state: 'a namespace without a subscription exists',
      params: { id: 7000, name: 'Other', path: 'acme' },
    })
    expect(status).toBe(409)
    expect(error).toMatch(
      /^Provider state "a namespace without a subscription exists" cannot be brought about: .*acme\. Nothing was changed\.$/,
    )
  })

  test('wants the access token where others reach the sandbox', async () => {
    const sandbox = await running({ host: '0.0.0.0' })
    const url = `${sandbox.url}/_sandbox/provider-states`
    expect((await json(url, { body: { state: 'the recipe is stopped' } })).status).toBe(401)
    const headers = { authorization: `Bearer ${sandbox.token}` }
    expect((await json(url, { body: { state: 'the recipe is stopped' }, headers })).status).toBe(200)
  })
})

test('the document describes every state, and no other', () => {
  const described = Object.entries(document.components.schemas).filter(([name]) =>
    /^(Gitlab|Customersdot|Platypus|Workato|Marketo|Salesforce)States$/.test(name),
  )
  expect(described.flatMap(([, { properties }]) => Object.keys(properties ?? {})).sort()).toEqual(known.sort())
})
