import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { Clock } from '../../mocks/core/system/clock.ts'
import type { World } from '../../mocks/core/world.ts'
import { locationOf, setFeature } from '../gitlab/desk.ts'
import { findings } from '../marketo/connect.ts'
import { describeEachWay, type Open, type Way } from '../ways.ts'
import { rowsOf } from './pipeline.ts'

type Form = Record<string, unknown>

interface Step {
  path: string
  form: Form
  /** Where a browser is sent then. */
  leadsTo: string
}

interface Trial {
  title: string
  user: { name: string; uid: string; email: string }
  namespace: { id: number; name: string }
  steps: Step[]
  /** Whether GitLab's flag sends it by CustomersDot's newer paths; true unless given. */
  flag?: false
  ends: string
  plan: string
  ratePlan: string
  type: 1 | 2
  score: number
  /** With what the last step is answered when it is sent again. */
  again: 200 | 403 | 404
}

const noon = Date.parse('2026-03-01T12:00:00Z')
const jane = { name: 'jane', uid: '42', email: 'jane@example.com' }
const james = { name: 'james', uid: '43', email: 'james@universal-exports.example' }
const acme = { id: 1000, name: 'ACME' }
const universal = { id: 1003, name: 'Universal Exports' }

const full = '/-/trials?step=full&glm_source=about.gitlab.com&glm_content=free-billing'
const ultimate = { ratePlan: 'ultimate-saas-trial-plan-id', type: 1, ends: '2026-03-31', plan: 'ultimate_trial', score: 160 } as const
const choice = { namespace_id: '1000', trial_entity: 'company', glm_source: 'about.gitlab.com', glm_content: 'free-billing' }

const leadOf2023: Step = {
  path: '/-/trials?step=lead',
  form: example('GitlabTrialForm', 2),
  leadsTo: '/-/trials/new?step=trial&glm_content=free-billing&glm_source=about.gitlab.com',
}
const leadOf2022: Step = {
  path: '/-/trials/create_lead',
  form: example('GitlabTrialLead2022'),
  leadsTo: '/-/trials/select?glm_source=about.gitlab.com&glm_content=free-billing',
}

const trials: Trial[] = [
  {
    ...{ title: "today's form", user: jane, namespace: acme, ...ultimate, again: 403 },
    steps: [{ path: full, form: example('GitlabTrialForm'), leadsTo: '/groups/acme' }],
  },
  {
    ...{ title: "today's form by CustomersDot's older path", user: jane, namespace: acme, flag: false, ...ultimate, again: 403 },
    steps: [{ path: full, form: example('GitlabTrialForm'), leadsTo: '/groups/acme' }],
  },
  {
    ...{ title: "today's form for a premium group", user: james, namespace: universal, ...ultimate, again: 403 },
    steps: [{ path: full, form: { ...example('GitlabTrialForm'), namespace_id: 1003 }, leadsTo: '/groups/universal-exports' }],
    plan: 'ultimate_trial_paid_customer',
  },
  {
    ...{ title: "2023's two steps", user: jane, namespace: acme, ...ultimate, again: 404 },
    steps: [leadOf2023, { path: '/-/trials?step=trial', form: choice, leadsTo: '/groups/acme?trial=true' }],
  },
  {
    ...{ title: "2022's two pages", user: jane, namespace: acme, ...ultimate, again: 200 },
    steps: [leadOf2022, { path: '/-/trials/apply', form: choice, leadsTo: '/groups/acme?trial=true' }],
  },
  {
    ...{ title: 'the form for Duo Pro', user: james, namespace: universal, again: 403, plan: 'premium', ends: '2026-04-30', score: 60 },
    ...{ ratePlan: 'duo-pro-saas-trial-plan-id', type: 2 },
    steps: [
      {
        path: '/-/trials/duo_pro?step=full',
        form: { ...example('GitlabDuoTrialForm'), namespace_id: 1003 },
        leadsTo: '/groups/universal-exports/-/settings/gitlab_duo',
      },
    ],
  },
]

describeEachWay('A trial', (open) => {
  for (const trial of trials) {
    test(`by ${trial.title} is a lead, a customer, an order and a trial history of CustomersDot`, async () => {
      const { world } = await started(open, trial)
      const { user, namespace, ends } = trial
      const group = { gl_namespace_id: String(namespace.id), start_date: '2026-03-01', trial_type: trial.type }
      expect(rowsOf(world, 'customersdot', 'leads')).toEqual([
        expect.objectContaining({ email: user.email, user_id: Number(user.uid), country: 'US', sent_at: '2026-03-01T12:00:00.000Z' }),
      ])
      expect(rowsOf(world, 'customersdot', 'customers')).toEqual([expect.objectContaining({ id: 1, email: user.email, uid: user.uid })])
      expect(rowsOf(world, 'customersdot', 'orders')).toEqual([
        expect.objectContaining({ ...group, customer_id: 1, end_date: ends, product_rate_plan_id: trial.ratePlan, trial: true }),
      ])
      expect(rowsOf(world, 'customersdot', 'trial_histories')).toEqual([expect.objectContaining({ ...group, expired_on: ends })])
    })

    test(`by ${trial.title} is shown by GitLab with its end`, async () => {
      const way = await started(open, trial)
      const { plan, billing } = await subscriptionOf(way, trial.namespace.id)
      const [addOn] = rowsOf(way.world, 'gitlab', 'add_on_purchases')
      expect({ plan: plan.code, trial: plan.trial, ends: billing.trial_ends_on }).toEqual(
        trial.type === 1 ? { plan: trial.plan, trial: true, ends: trial.ends } : { plan: trial.plan, trial: false, ends: null },
      )
      expect(addOn?.expires_on).toBe(trial.type === 1 ? undefined : trial.ends)
    })

    test(`by ${trial.title} reaches Marketo with a score and Salesforce with an owner, and nothing strays from the contract`, async () => {
      const { world } = await started(open, trial)
      const [person] = rowsOf(world, 'marketo', 'leads')
      expect(person).toMatchObject({ email: trial.user.email, leadScore: trial.score })
      expect(rowsOf(world, 'salesforce', 'leads')).toEqual([
        expect.objectContaining({
          Id: person?.sfdcLeadId,
          Email: trial.user.email,
          mkto71_Lead_Score__c: trial.score,
          OwnerId: expect.stringMatching(/^00G\w{15}$/),
        }),
      ])
      expect(await findings(world)).toEqual([])
      expect(world.traces.list({ limit: 10 }).rows.map(({ errors }) => errors)).toEqual(trial.steps.map(() => 0))
    })

    test(`by ${trial.title} is refused for a namespace that has used it, and changes nothing`, async () => {
      const way = await started(open, trial)
      const before = stored(way.world)
      const response = await submit(way, trial, trial.steps.at(-1) as Step)
      expect(response.status).toBe(trial.again)
      await way.world.settle()
      expect(stored(way.world)).toEqual(before)
    })

    test(`by ${trial.title} is won by exactly one of several who ask at once`, async () => {
      const way = await opened(open, trial)
      const last = trial.steps.at(-1) as Step
      for (const step of trial.steps.slice(0, -1)) await submit(way, trial, step)
      const responses = await Promise.all(Array.from({ length: 5 }, () => submit(way, trial, last)))
      await way.world.settle()
      expect(responses.map(locationOf).filter((location) => location === last.leadsTo)).toHaveLength(1)
      expect(responses.filter(({ status }) => status === 302)).toHaveLength(1)
      for (const table of ['customers', 'orders', 'trial_histories']) expect(rowsOf(way.world, 'customersdot', table)).toHaveLength(1)
      expect(rowsOf(way.world, 'gitlab', 'subscriptions').filter(({ namespace_id }) => namespace_id === trial.namespace.id)).toHaveLength(1)
      expect(rowsOf(way.world, 'salesforce', 'leads')).toHaveLength(1)
    })

    test(`by ${trial.title} leaves nothing behind when CustomersDot refuses its lead`, async () => {
      const way = await opened(open, trial)
      const before = stored(way.world)
      const [step] = trial.steps as [Step]
      const response = await submit(way, trial, { ...step, form: { ...step.form, last_name: 'x'.repeat(256) } })
      expect(response.status).toBe(200)
      await way.world.settle()
      expect(stored(way.world)).toEqual(before)
      expect(await findings(way.world)).toContainEqual(expect.objectContaining({ at: '/body/trial_user/last_name', code: 'too_long' }))
    })
  }

  for (const { title, steps } of trialsOfNewGroups()) {
    test(`by ${title} is for the new group that the form names`, async () => {
      const way = await opened(open, {})
      for (const step of steps) expect(locationOf(await submit(way, { user: jane }, step))).toBe(step.leadsTo)
      await way.world.settle()
      const [group] = rowsOf(way.world, 'gitlab', 'namespaces').slice(-1)
      expect(group).toMatchObject({ name: 'Räder und Söhne 🚲', full_path: 'rader-und-sohne', kind: 'group' })
      expect(rowsOf(way.world, 'customersdot', 'orders')).toEqual([
        expect.objectContaining({ gl_namespace_id: String(group?.id), gl_namespace_name: group?.name }),
      ])
      expect((await subscriptionOf(way, group?.id as number)).billing.trial_ends_on).toBe('2026-03-31')
      expect(rowsOf(way.world, 'salesforce', 'leads')).toHaveLength(1)
      expect(await findings(way.world)).toEqual([])
    })
  }

  test('keeps the new group, and nothing else, when CustomersDot refuses the lead, and offers it for the next attempt', async () => {
    const way = await opened(open, {})
    const before = stored(way.world)
    const form = { ...example('GitlabTrialForm'), namespace_id: '0', new_group_name: 'Fresh', last_name: 'x'.repeat(256) }
    const response = await submit(way, { user: jane }, { path: full, form })
    await way.world.settle()
    expect(changed(before, stored(way.world))).toEqual(['gitlab.members', 'gitlab.namespaces'])
    const [group] = rowsOf(way.world, 'gitlab', 'namespaces').slice(-1)
    expect(await response.text()).toContain(`value="${group?.id}"`)
  })

  test('is refused by CustomersDot alone when GitLab has lost the first one, with a lead that goes on', async () => {
    const [trial] = trials as [Trial]
    const way = await started(open, trial)
    forgetSubscription(way.world, trial.namespace.id)
    const before = stored(way.world)
    const response = await submit(way, trial, trial.steps[0] as Step)
    expect(await response.text()).toContain('The namespace has already used this trial')
    expect(changed(before, stored(way.world))).toEqual(['control.jobs', 'customersdot.leads'])
    await way.world.settle()
    expect(rowsOf(way.world, 'salesforce', 'leads')).toHaveLength(1)
  })
})

function trialsOfNewGroups(): { title: string; steps: Step[] }[] {
  const group = { namespace_id: '0', new_group_name: 'Räder und Söhne 🚲' }
  const selection = { ...choice, ...group }
  return [
    {
      title: "today's form",
      steps: [{ path: full, form: { ...example('GitlabTrialForm'), ...group }, leadsTo: '/groups/rader-und-sohne' }],
    },
    {
      title: "2023's two steps",
      steps: [leadOf2023, { path: '/-/trials?step=trial', form: selection, leadsTo: '/groups/rader-und-sohne?trial=true' }],
    },
    {
      title: "2022's two pages",
      steps: [leadOf2022, { path: '/-/trials/apply', form: selection, leadsTo: '/groups/rader-und-sohne?trial=true' }],
    },
  ]
}

/** A world whose clock stands at noon, with the flag as a trial wants it. */
async function opened(open: Open, { flag = true }: { flag?: boolean }): Promise<Way> {
  const way = await open({ clock: new Clock(() => noon) })
  await setFeature(way.world, 'new_trial_lead_endpoint', flag)
  return way
}

/** A world in which a trial was started, and its lead has arrived. */
async function started(open: Open, trial: Trial): Promise<Way> {
  const way = await opened(open, trial)
  for (const step of trial.steps) {
    const response = await submit(way, trial, step)
    expect([response.status, locationOf(response)]).toEqual([302, step.leadsTo])
  }
  await way.world.settle()
  return way
}

const submit = ({ send }: Way, { user }: Pick<Trial, 'user'>, { path, form }: Pick<Step, 'path' | 'form'>) =>
  send('gitlab', path, { method: 'POST', json: form, headers: { 'x-sandbox-user': user.name } })

/** A namespace's subscription as GitLab's API shows it to an admin. */
async function subscriptionOf({ send }: Way, namespaceId: number) {
  const headers = { 'private-token': 'gitlab_admin_token' }
  const response = await send('gitlab', `/api/v4/namespaces/${namespaceId}/gitlab_subscription`, { headers })
  return (await response.json()) as ReturnType<typeof example<'GitlabSubscription'>>
}

/** Every table of every system, and the jobs. */
const stored = (world: World): Record<string, object[]> =>
  Object.fromEntries([
    ...world.systems.flatMap(({ name, tables }) => Object.keys(tables).map((table) => [`${name}.${table}`, rowsOf(world, name, table)])),
    ['control.jobs', rowsOf(world, 'control', 'jobs')],
  ])

/** The names of the tables that are not what they were. */
const changed = (before: Record<string, object[]>, after: Record<string, object[]>): string[] =>
  Object.keys(after)
    .filter((table) => JSON.stringify(before[table]) !== JSON.stringify(after[table]))
    .sort()

/** As if GitLab had been restored from a backup. */
function forgetSubscription(world: World, namespaceId: number) {
  const before = rowsOf(world, 'gitlab', 'subscriptions').find(({ namespace_id }) => namespace_id === namespaceId)
  world.store.commit([{ table: 'gitlab.subscriptions', key: before?.id as number, before, after: null }])
}
