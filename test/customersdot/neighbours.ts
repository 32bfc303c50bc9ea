import { createLocalJWKSet, jwtVerify } from 'jose'
import { expect } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { Schema } from '../../contracts/openapi/types.ts'
import type { Context } from '../../mocks/core/system/context.ts'
import type { Exchange } from '../../mocks/core/system/record.ts'
import type { AnySystem, Dialect, Guard, System } from '../../mocks/core/system/system.ts'
import { type Definitions, type Row, table } from '../../mocks/core/system/table.ts'
import type { World } from '../../mocks/core/world.ts'
import { customersdot } from '../../mocks/customersdot/system.ts'
import { workato } from '../../mocks/workato/system.ts'

const refuse = (status: number, message: string) => ({ status, body: { message } })

const errors: Dialect = {
  unknownPath: () => refuse(404, '404 Not Found'),
  unknownMethod: () => refuse(405, '405 Method Not Allowed'),
  unreadable: () => refuse(400, '400 Bad request'),
  oversized: () => refuse(413, '413 Too Large'),
  invalid: () => undefined,
  failed: () => refuse(500, '500 Internal Server Error'),
}

const plain = { errors, workers: {}, bodyLimit: 1024 * 1024 }

/** As much of Marketo as Workato needs to end well. */
export const marketo: System<'marketo', Definitions> = {
  ...plain,
  name: 'marketo',
  tables: {},
  guards: {},
  seed: () => ({}),
  handlers: {
    getToken: () => ({ status: 200, body: example('MarketoToken') }),
    syncLeads: () => ({ status: 200, body: { requestId: 'e42b#14272d07d78', success: true, result: [{ id: 50, status: 'created' }] } }),
  } as Partial<System<'marketo'>['handlers']> as System<'marketo'>['handlers'],
}

const gitlabTables = {
  add_ons: table<{ id: number } & Schema<'GitlabAddOnProvision'>>()('id'),
  namespaces: table<Schema<'GitlabNamespace'>>()('id'),
  subscriptions: table<{ id: number } & Schema<'GitlabSubscriptionUpdate'>>()('id'),
} satisfies Definitions
type GitlabContext = Context<typeof gitlabTables>
type Asked = { path: { id: string }; body: Schema<'GitlabSubscriptionUpdate'> }

/** Believes CustomersDot's token as GitLab does: by its keys, issuer, subject and audience. */
const internal: Guard<typeof gitlabTables> = async ({ headers }, context) => {
  const [configuration, keys] = await Promise.all([
    context.ask('customersdot.getOpenidConfiguration', {}),
    context.ask('customersdot.getJwks', {}),
  ])
  if ('error' in configuration || 'error' in keys) return refuse(401, '401 Unauthorized')
  const verification = jwtVerify(headers['x-customers-dot-internal-token'] ?? '', createLocalJWKSet(keys.body), {
    issuer: configuration.body.issuer,
    subject: 'customers-dot-internal-api',
    audience: 'gitlab-subscriptions',
    algorithms: configuration.body.id_token_signing_alg_values_supported,
    currentDate: new Date(context.clock.now()),
  })
  return verification.then(
    () => undefined,
    () => refuse(401, '401 Unauthorized'),
  )
}

const getNamespace = async ({ path }: Asked, { tables }: GitlabContext) => {
  const namespace = await tables.namespaces.get(Number(path.id))
  return namespace ? { status: 200, body: namespace } : refuse(404, '404 Namespace Not Found')
}

/** A subscription as GitLab shows what it keeps. */
function shown({ plan_code, trial, seats, start_date, end_date, trial_ends_on }: Schema<'GitlabSubscriptionUpdate'>) {
  const { plan, usage, billing } = example('GitlabSubscription')
  return {
    plan: { ...plan, code: plan_code, trial: trial ?? false },
    usage: { ...usage, seats_in_subscription: seats },
    billing: { ...billing, subscription_start_date: start_date, subscription_end_date: end_date, trial_ends_on: trial_ends_on ?? null },
  }
}

const getSubscription = async ({ path }: Asked, { tables }: GitlabContext) => {
  const subscription = await tables.subscriptions.get(Number(path.id))
  return { status: 200, body: subscription ? shown(subscription) : example('GitlabSubscription', 1) }
}

const createSubscription = async ({ path, body }: Asked, { tables }: GitlabContext) => {
  if (await tables.subscriptions.get(Number(path.id)))
    return { status: 400, body: { message: { namespace_id: ['has already been taken'] } } }
  return { status: 201, body: shown(await tables.subscriptions.insert({ id: Number(path.id), ...body })) }
}

const updateSubscription = async ({ path, body }: Asked, { tables }: GitlabContext) => {
  const subscription = await tables.subscriptions.get(Number(path.id))
  return { status: 200, body: shown(subscription ? await tables.subscriptions.update(subscription, body) : body) }
}

const provisioned = { base_product: null, storage: null, compute_minutes: null, add_on_purchases: { status: 'success' } }

const provisionNamespace = async ({ body }: { body: Schema<'GitlabProvisionRequest'> }, { tables }: GitlabContext) => {
  const { duo_pro = [], duo_enterprise = [] } = body.provision.add_on_purchases ?? {}
  for (const purchase of [...duo_pro, ...duo_enterprise]) await tables.add_ons.insert(purchase)
  return { status: 200, body: { status: 'success', message: null, payload: provisioned } }
}

/** As much of GitLab as CustomersDot calls back, with the free group 123, the premium group 124 and its subscription. */
export const gitlab: System<'gitlab', typeof gitlabTables> = {
  ...plain,
  name: 'gitlab',
  tables: gitlabTables,
  guards: {
    GitlabPrivateToken: ({ headers }, { credentials }) =>
      headers['private-token'] === credentials.gitlab.adminToken ? undefined : refuse(401, '401 Unauthorized'),
    GitlabInternalToken: internal,
  },
  seed: () => ({
    namespaces: [
      { ...example('GitlabNamespace'), id: 123, plan: 'free', trial: false, trial_ends_on: null },
      { ...example('GitlabNamespace'), id: 124, plan: 'premium', trial: false, trial_ends_on: null },
    ],
    subscriptions: [{ id: 124, plan_code: 'premium', seats: 10, start_date: '2023-06-01', end_date: '2024-06-01' }],
  }),
  handlers: {
    getNamespace,
    getSubscription,
    createSubscription,
    updateSubscription,
    getInternalNamespace: getNamespace,
    getInternalSubscription: getSubscription,
    createInternalSubscription: createSubscription,
    updateInternalSubscription: updateSubscription,
    provisionNamespace,
  } as unknown as System<'gitlab', typeof gitlabTables>['handlers'],
}

/** From CustomersDot to the end of the pipeline. */
export const downstream = [customersdot, workato, marketo]

/** A system that answers some operations in a way of its own. */
export const answering = (system: AnySystem, handlers: object): AnySystem => ({
  ...system,
  handlers: { ...system.handlers, ...handlers } as AnySystem['handlers'],
})

/** GitLab's account at CustomersDot. */
export const admin = { 'x-admin-email': 'gl_com_api@gitlab.com', 'x-admin-token': 'customer_admin_token' }

/** The rows of a table, oldest first. */
export const rowsOf = (world: World, name: string): Row[] => [...world.store.relation(name).rows.values()]

export const jobsOf = (world: World) => [...world.jobs.values()]

/** Changes a row from outside, as seeding it does. */
export function change(world: World, name: string, key: string | number, after: object | null) {
  const outcome = world.store.commit([{ table: name, key, before: world.store.relation(name).rows.get(key), after: after as Row | null }])
  expect(outcome).toEqual({ done: true })
}

/** Starts or stops Workato's recipe. */
export function setRecipe(world: World, running: boolean) {
  const [recipe] = rowsOf(world, 'workato.recipes')
  change(world, 'workato.recipes', 39999, { ...recipe, running })
}

/** What the steps, runs and exchanges of the newest trace were. */
export async function newestTrace(world: World) {
  const [summary] = world.traces.list({ limit: 1 }).rows
  const spans = (await world.traces.spans(summary?.id ?? '')) ?? []
  return {
    summary,
    spans,
    exchanges: spans.filter((span): span is Exchange => span.type === 'exchange'),
    steps: spans.flatMap((span) => span.steps.map(({ name }) => name)),
    logs: spans.flatMap((span) => span.logs),
  }
}
