import { expect, test } from 'vitest'
import { example, validator } from '../../contracts/openapi/spec.ts'
import { customersdot } from '../../mocks/customersdot/system.ts'
import { describeEachWay, type Way } from '../ways.ts'
import { admin, answering, change, gitlab, newestTrace, rowsOf } from './neighbours.ts'

const systems = [gitlab, customersdot]
const ultimate = example('CustomersdotUltimateTrialRequest')
const addon = example('CustomersdotAddonTrialApplicationRequest')
const endpoints = {
  '/trials': { controller: 'TrialsController#create', api: '' },
  '/trials/gitlab_com/ultimates': { controller: 'Trials::GitlabCom::UltimatesController#create', api: 'Internal' },
}
const addonEndpoints = {
  '/trials/create_addon': { controller: 'TrialsController#create_addon', api: '' },
  '/trials/gitlab_com/addons': { controller: 'Trials::GitlabCom::AddonsController#create', api: 'Internal' },
}
const premium = { plan_code: 'premium', seats: 10, start_date: '2023-06-01', end_date: '2024-06-01' }
const used = { errors: ['The namespace has already used this trial'], error_attribute_map: { gl_namespace_id: ['taken'] } }
const notApplied = { errors: ['GitLab did not apply the trial'] }

const apply = ({ send }: Pick<Way, 'send'>, path: string, json: object) =>
  send('customersdot', path, { method: 'POST', headers: admin, json })
const tried = (request: { trial_user: object }, namespace_id: number) => ({
  ...request,
  trial_user: { ...request.trial_user, namespace_id },
})

describeEachWay('CustomersDot trial application', (open) => {
  for (const [path, { controller, api }] of Object.entries(endpoints)) {
    test(`applies a first trial at ${path}`, async () => {
      const { send, world } = await open({ systems })
      world.clock.freeze(Date.parse('2024-01-01'))
      await send('customersdot', '/trials', { method: 'POST', headers: admin, json: { trial_user: example('CustomersdotTrialLead') } })
      const response = await apply({ send }, path, ultimate)
      expect(response.status).toBe(201)
      expect(await response.json()).toEqual({ success: true, kind: 'trial', order_id: 1, trial_ends_on: '2024-01-31' })
      const stamps = { created_at: '2024-01-01T00:00:00.000Z', updated_at: '2024-01-01T00:00:00.000Z' }
      expect(rowsOf(world, 'customersdot.orders')).toEqual([
        {
          ...stamps,
          id: 1,
          customer_id: 1,
          product_rate_plan_id: 'ultimate-saas-trial-plan-id',
          start_date: '2024-01-01',
          end_date: '2024-01-31',
          quantity: 100,
          gl_namespace_id: '123',
          gl_namespace_name: 'ACME',
          trial: true,
          trial_type: 1,
        },
      ])
      expect(rowsOf(world, 'customersdot.trial_histories')).toEqual([
        {
          ...stamps,
          id: 1,
          gl_namespace_id: '123',
          trial_type: 1,
          start_date: '2024-01-01',
          expired_on: '2024-01-31',
          glm_source: 'gitlab.com',
          glm_content: 'discover-group-security',
        },
      ])
      expect(validator('CustomersdotOrder').safeParse(rowsOf(world, 'customersdot.orders')[0]).error).toBeUndefined()
      expect(validator('CustomersdotTrialHistory').safeParse(rowsOf(world, 'customersdot.trial_histories')[0]).error).toBeUndefined()
      expect(world.store.relation('gitlab.subscriptions').rows.get(123)).toEqual({
        id: 123,
        start_date: '2024-01-01',
        end_date: '2024-01-31',
        seats: 100,
        plan_code: 'ultimate_trial',
        trial: true,
        trial_starts_on: '2024-01-01',
        trial_ends_on: '2024-01-31',
      })
      const { summary, steps, exchanges } = await newestTrace(world)
      expect(summary).toMatchObject({ kind: 'trial', namespace_id: 123, errors: 0, findings: 0 })
      expect(steps).toEqual([
        controller,
        'HostedPlans::CreateTrialService → load_namespace',
        'HostedPlans::CreateTrialService → create_order',
        'HostedPlans::CreateTrialService → create_trial_history',
        'Gitlab::Namespace::UpdatePlanInfoService',
      ])
      expect(exchanges.map(({ operation }) => operation).filter((operation) => operation?.startsWith('gitlab.'))).toEqual([
        `gitlab.get${api}Namespace`,
        `gitlab.get${api}Subscription`,
        `gitlab.create${api}Subscription`,
      ])
    })

    test(`tries Ultimate on top of Premium at ${path}`, async () => {
      const { send, world } = await open({ systems })
      world.clock.freeze(Date.parse('2024-01-01'))
      expect((await apply({ send }, path, tried(ultimate, 124))).status).toBe(201)
      expect(rowsOf(world, 'gitlab.subscriptions')).toEqual([
        {
          id: 124,
          plan_code: 'ultimate_trial_paid_customer',
          seats: 10,
          start_date: '2023-06-01',
          end_date: '2024-06-01',
          trial: true,
          trial_starts_on: '2024-01-01',
          trial_ends_on: '2024-01-31',
        },
      ])
      expect((await newestTrace(world)).exchanges.at(-1)?.operation).not.toMatch(/create/)
    })

    test(`lets one of several applications win at ${path}`, async () => {
      const { send, world } = await open({ systems })
      const replies = await Promise.all([1, 2, 3, 4].map(() => apply({ send }, path, ultimate)))
      expect(replies.map(({ status }) => status).sort()).toEqual([201, 422, 422, 422])
      expect(rowsOf(world, 'customersdot.trial_histories')).toHaveLength(1)
      expect(rowsOf(world, 'customersdot.orders')).toHaveLength(1)
      expect(rowsOf(world, 'gitlab.subscriptions')).toHaveLength(2)
    })

    test(`refuses a second trial at ${path} without asking GitLab`, async () => {
      const { send, world } = await open({ systems })
      await apply({ send }, path, ultimate)
      const response = await apply({ send }, path, ultimate)
      expect(response.status).toBe(422)
      expect(await response.json()).toEqual(used)
      expect((await newestTrace(world)).exchanges).toHaveLength(1)
    })
  }

  for (const path of [...Object.keys(endpoints), ...Object.keys(addonEndpoints)]) {
    test(`refuses a namespace that GitLab does not know at ${path}`, async () => {
      const { send, world } = await open({ systems })
      const response = await apply({ send }, path, tried(path in endpoints ? ultimate : addon, 404))
      expect(response.status).toBe(404)
      expect(await response.json()).toEqual({ error: 'Namespace not found' })
      expect(rowsOf(world, 'customersdot.orders')).toEqual([])
    })
  }

  for (const [path, { controller, api }] of Object.entries(addonEndpoints)) {
    test(`applies an add-on trial of 60 days at ${path}`, async () => {
      const { send, world } = await open({ systems })
      world.clock.freeze(Date.parse('2024-01-01'))
      const response = await apply({ send }, path, tried(addon, 124))
      expect(await response.json()).toMatchObject({ kind: 'trial', trial_ends_on: '2024-03-01' })
      expect(rowsOf(world, 'customersdot.trial_histories')).toMatchObject([{ trial_type: 2, expired_on: '2024-03-01' }])
      expect(rowsOf(world, 'gitlab.add_ons')).toEqual([
        { id: 1, quantity: 100, started_on: '2024-01-01', expires_on: '2024-03-01', trial: true },
      ])
      expect(rowsOf(world, 'gitlab.subscriptions')).toEqual([{ ...premium, id: 124 }])
      const { steps, exchanges, summary } = await newestTrace(world)
      expect(summary).toMatchObject({ kind: 'addon_trial', findings: 0 })
      expect(steps[0]).toBe(controller)
      const callbacks = exchanges.map(({ operation }) => operation).filter((operation) => operation?.startsWith('gitlab.'))
      expect(callbacks).toEqual([`gitlab.get${api}Namespace`, 'gitlab.provisionNamespace'])
    })

    test(`refuses an add-on trial at ${path} that names no add-on`, async () => {
      const { send } = await open({ systems })
      const { add_on_name: _, ...trial_user } = addon.trial_user
      const response = await apply({ send }, path, { ...addon, trial_user })
      expect(response.status).toBe(422)
      expect(await response.json()).toEqual({ errors: ["Add on name can't be blank"], error_attribute_map: { add_on_name: ['blank'] } })
    })
  }

  test('counts an add-on trial apart from the Ultimate trial', async () => {
    const way = await open({ systems })
    expect((await apply(way, '/trials', ultimate)).status).toBe(201)
    expect((await apply(way, '/trials/create_addon', addon)).status).toBe(201)
    expect((await apply(way, '/trials/gitlab_com/addons', addon)).status).toBe(422)
  })

  test('takes an application from the time before trial types', async () => {
    const { send, world } = await open({ systems })
    const older = example('CustomersdotTrialRequest', 5)
    expect((await apply({ send }, '/trials', older)).status).toBe(201)
    expect(rowsOf(world, 'customersdot.trial_histories')).toMatchObject([
      { gl_namespace_id: '123', trial_entity: 'company', trial_type: 1 },
    ])
    expect(rowsOf(world, 'customersdot.orders')[0]).not.toHaveProperty('customer_id')
  })

  test('refuses a trial type and an add-on that it does not know', async () => {
    const { send, world } = await open({ systems })
    for (const [path, name] of [
      ['/trials', 'trial_type'],
      ['/trials/gitlab_com/addons', 'add_on_name'],
    ] as const) {
      const response = await apply({ send }, path, { ...addon, trial_user: { ...addon.trial_user, [name]: 'constructor' } })
      expect(response.status).toBe(422)
      expect(await response.json()).toMatchObject({ error_attribute_map: { [name]: ['invalid'] } })
    }
    expect(rowsOf(world, 'customersdot.orders')).toEqual([])
  })

  test('refuses an application that names no namespace, or no user at the successor', async () => {
    const way = await open({ systems })
    const none = await apply(way, '/trials', { uid: 42, trial_user: { sync_to_gl: true } })
    expect(none.status).toBe(422)
    expect(await none.json()).toEqual({ errors: ["Namespace can't be blank"], error_attribute_map: { namespace_id: ['blank'] } })
    const { uid: _, ...anonymous } = ultimate
    const nobody = await apply(way, '/trials/gitlab_com/ultimates', anonymous)
    expect(nobody.status).toBe(422)
    expect(await nobody.json()).toEqual({ errors: ["User can't be blank"], error_attribute_map: { user_id: ['blank'] } })
  })

  const failing = {
    'GitLab refuses the subscription': { createSubscription: () => ({ status: 400, body: { message: { seats: ["can't be blank"] } } }) },
    'GitLab does not show the subscription': { getSubscription: () => ({ status: 403, body: { message: '403 Forbidden' } }) },
    'GitLab applies another plan': {
      createSubscription: () => ({ status: 201, body: { ...example('GitlabSubscription'), plan: { code: 'free', trial: true } } }),
    },
    'GitLab refuses the token': { getNamespace: () => ({ status: 401, body: { message: '401 Unauthorized' } }) },
  }
  for (const [name, handlers] of Object.entries(failing)) {
    test(`writes nothing when ${name}`, async () => {
      const { send, world } = await open({ systems: [answering(gitlab, handlers), customersdot] })
      const response = await apply({ send }, '/trials', ultimate)
      expect(response.status).toBe(422)
      expect(await response.json()).toEqual(notApplied)
      expect(rowsOf(world, 'customersdot.orders')).toEqual([])
      expect(rowsOf(world, 'customersdot.trial_histories')).toEqual([])
      const { logs } = await newestTrace(world)
      expect(logs.find(({ severity }) => severity === 'ERROR')?.message).toMatch(
        /^Trial not applied: GitLab (answered 40[013]|applied another subscription: plan_code is free, not ultimate_trial)/,
      )
    })
  }

  test('writes nothing when GitLab does not provision the add-on', async () => {
    const message = 'Expires on must be greater than or equal to 2024-01-01'
    const payload = { base_product: null, storage: null, compute_minutes: null, add_on_purchases: { status: 'error', message } }
    const refusing = answering(gitlab, { provisionNamespace: () => ({ status: 422, body: { status: 'error', message, payload } }) })
    const way = await open({ systems: [refusing, customersdot] })
    const response = await apply(way, '/trials/gitlab_com/addons', addon)
    expect([response.status, await response.json()]).toEqual([422, notApplied])
    for (const table of ['orders', 'trial_histories']) expect(rowsOf(way.world, `customersdot.${table}`)).toEqual([])
  })

  test('writes nothing when GitLab does not answer', async () => {
    const fetch = async () => {
      throw new TypeError('fetch failed')
    }
    const way = await open({ systems, upstreams: { gitlab: 'https://gitlab.example' }, fetch })
    expect((await apply(way, '/trials', ultimate)).status).toBe(422)
    expect(rowsOf(way.world, 'customersdot.orders')).toEqual([])
  })

  test('updates the subscription that an earlier, lost application left in GitLab', async () => {
    const { send, world } = await open({ systems })
    await apply({ send }, '/trials', ultimate)
    change(world, 'customersdot.trial_histories', 1, null)
    expect((await apply({ send }, '/trials', ultimate)).status).toBe(201)
    expect((await newestTrace(world)).exchanges.map(({ operation }) => operation)).toContain('gitlab.updateSubscription')
  })
})
