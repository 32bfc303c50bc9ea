import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { hash } from '../../mocks/core/system/oauth.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { expectNoFindings, openDesk, rows, stored, within } from './desk.ts'
import { signer } from './signer.ts'

const privateToken = { 'private-token': 'gitlab_admin_token' }

const generations = {
  'until 2024': { root: '/api/v4/namespaces', headers: async () => privateToken },
  today: { root: '/api/v4/internal/gitlab_subscriptions/namespaces', headers: undefined },
}

const trial = example('GitlabSubscriptionCreate')

describeEachWay('Call-back', (open) => {
  test('until 2024: is for the tokens of admins, and for no other user', async () => {
    const { send, world } = await openDesk(open)
    const give = (token: string, user_id: number) =>
      within(world, ({ tables }) => tables.personal_access_tokens.insert({ id: hash(token), user_id }))
    await give('of_the_admin', 40)
    await give('of_jane', 42)
    await give('of_nobody', 99)
    const before = stored(world)
    for (const [method, path, json] of [
      ['GET', '/1003'],
      ['PUT', '/1003', { shared_runners_minutes_limit: 1 }],
      ['GET', '/1003/gitlab_subscription'],
      ['POST', '/1000/gitlab_subscription', trial],
      ['PUT', '/1003/gitlab_subscription', { seats: 1 }],
    ] as const) {
      const call = (token: string) => send('gitlab', `/api/v4/namespaces${path}`, { method, json, headers: { 'private-token': token } })
      const refused = await call('of_jane')
      expect([refused.status, await refused.json()]).toEqual([403, { message: '403 Forbidden' }])
      expect((await call('of_nobody')).status).toBe(401)
    }
    expect(stored(world)).toEqual(before)
    const shown = await send('gitlab', '/api/v4/namespaces/1003', { headers: { 'private-token': 'of_the_admin' } })
    expect(shown.status).toBe(200)
  })

  for (const [generation, { root, headers }] of Object.entries(generations)) {
    const openCallback = async (open: Open) => {
      const desk = await openDesk(open)
      desk.world.clock.freeze(Date.parse('2024-01-15'))
      const credentials = await (headers ?? (await signer(desk.world, desk.portal)).headers)()
      const call = (method: string, path: string, json?: unknown) =>
        desk.send('gitlab', root + path, { method, json, headers: credentials as Record<string, string> })
      return { ...desk, call }
    }

    test(`${generation}: shows a group by id and by path`, async () => {
      const { call, world } = await openCallback(open)
      for (const id of ['1000', 'acme', 'ACME']) {
        const response = await call('GET', `/${id}`)
        expect(response.status).toBe(200)
        expect(await response.json()).toEqual({
          ...example('GitlabNamespace'),
          web_url: expect.stringMatching(/\/groups\/acme$/),
          root_repository_size: 0,
          projects_count: 0,
        })
      }
      await expectNoFindings(world)
    })

    test(`${generation}: shows a subgroup with the plan above it, a subscription's seats, and a user's own namespace`, async () => {
      const { call } = await openCallback(open)
      expect(await (await call('GET', '/acme%2Fplatform')).json()).toMatchObject({
        id: 1002,
        full_path: 'acme/platform',
        parent_id: 1000,
        plan: 'free',
      })
      const onTrial = {
        plan: 'ultimate_trial',
        trial: true,
        seats_in_use: 2,
        max_seats_used: 0,
        trial_ends_on: expect.any(String),
        end_date: expect.any(String),
      }
      expect(await (await call('GET', '/1004')).json()).toMatchObject(onTrial)
      const own = await (await call('GET', '/942')).json()
      expect(own).toMatchObject({ kind: 'user', full_path: 'jane', billable_members_count: 1, web_url: expect.stringMatching(/\/jane$/) })
      expect(own).not.toHaveProperty('members_count_with_descendants')
    })

    test(`${generation}: knows no other namespace`, async () => {
      const { call } = await openCallback(open)
      for (const [method, path, json] of [
        ['GET', '/99999'],
        ['GET', '/nobody'],
        ['PUT', '/99999', {}],
        ['GET', '/99999/gitlab_subscription'],
        ['POST', '/99999/gitlab_subscription', trial],
        ['PUT', '/99999/gitlab_subscription', {}],
      ] as const) {
        const response = await call(method, path, json)
        expect(response.status).toBe(404)
        expect(await response.json()).toEqual({ message: '404 Namespace Not Found' })
      }
    })

    test(`${generation}: shows nulls without a subscription`, async () => {
      const { call, world } = await openCallback(open)
      const response = await call('GET', '/1000/gitlab_subscription')
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual(example('GitlabSubscription', 1))
      await expectNoFindings(world)
    })

    test(`${generation}: shows a paid subscription`, async () => {
      const { call } = await openCallback(open)
      expect(await (await call('GET', '/1003/gitlab_subscription')).json()).toMatchObject({
        plan: { code: 'premium', name: 'Premium', trial: false, auto_renew: true, upgradable: true, exclude_guests: false },
        usage: { seats_in_subscription: 25, seats_in_use: 1, max_seats_used: 1, seats_owed: 0 },
      })
      expect(await (await call('GET', '/1006/gitlab_subscription')).json()).toMatchObject({
        plan: { code: 'ultimate', upgradable: false, exclude_guests: true },
      })
    })

    test(`${generation}: applies a trial`, async () => {
      const { call, world } = await openCallback(open)
      const response = await call('POST', '/1000/gitlab_subscription', trial)
      expect(response.status).toBe(201)
      expect(await response.json()).toEqual({
        ...example('GitlabSubscription'),
        plan: { ...example('GitlabSubscription').plan, exclude_guests: true },
        usage: { ...example('GitlabSubscription').usage, seats_in_use: 2 },
      })
      expect(rows(world, 'subscriptions').at(-1)).toMatchObject({ ...trial, namespace_id: 1000, id: 4 })
      expect(await (await call('GET', '/1000')).json()).toMatchObject({ plan: 'ultimate_trial', trial: true, trial_ends_on: '2024-01-31' })
      await expectNoFindings(world)
    })

    test(`${generation}: starts a trial with the subscription unless something else is said`, async () => {
      const { call, world } = await openCallback(open)
      const { trial_starts_on: _, ...rest } = trial
      await call('POST', '/1000/gitlab_subscription', rest)
      expect(rows(world, 'subscriptions').at(-1)).toMatchObject({ trial_starts_on: '2024-01-01' })
    })

    test(`${generation}: fills in what a subscription lacks`, async () => {
      const { call, world } = await openCallback(open)
      expect((await call('POST', '/1000/gitlab_subscription', { start_date: '2024-01-01', plan_code: null, unknown: true })).status).toBe(
        201,
      )
      expect(rows(world, 'subscriptions').at(-1)).toMatchObject({ plan_code: 'free', seats: 0, trial: false, end_date: null })
    })

    test(`${generation}: refuses parameters and records that are not valid, and changes nothing`, async () => {
      const { call, world } = await openCallback(open)
      const before = stored(world)
      const refused: [string, object, object][] = [
        ['/1000', {}, { error: 'start_date is missing' }],
        ['/1000', { start_date: 'tomorrow', seats: 'many' }, { error: 'start_date is invalid, seats is invalid' }],
        ['/1000', { start_date: '2024-01-01', plan_code: 'platinum' }, { error: expect.stringContaining('plan_code') }],
        ['/1000', { start_date: null }, { message: { start_date: ["can't be blank"] } }],
        ['/1000', { start_date: '2024-01-01', seats: null }, { message: { seats: ["can't be blank"] } }],
        ['/1000', { ...trial, trial_ends_on: null }, { message: { trial_ends_on: ["can't be blank"] } }],
        ['/1000', { ...trial, trial_ends_on: '2024-01-01' }, { message: { trial_ends_on: ['must be greater than 2024-01-01'] } }],
        ['/1003', trial, { message: { namespace_id: ['has already been taken'] } }],
      ]
      for (const [path, json, body] of refused) {
        const response = await call('POST', `${path}/gitlab_subscription`, json)
        expect(response.status).toBe(400)
        expect(await response.json()).toEqual(body)
      }
      expect(stored(world)).toEqual(before)
    })

    test(`${generation}: changes what is given of a subscription`, async () => {
      const { call, world } = await openCallback(open)
      const changes = {
        plan_code: 'ultimate_trial_paid_customer',
        trial: true,
        start_date: '2024-01-01',
        trial_ends_on: '2024-01-31',
      } as const
      const response = await call('PUT', '/1003/gitlab_subscription', changes)
      expect(response.status).toBe(200)
      expect(await response.json()).toMatchObject({
        plan: { code: 'ultimate_trial_paid_customer', name: 'Ultimate Trial Paid Customer', trial: true },
        usage: { seats_in_subscription: 25 },
      })
      expect(rows(world, 'subscriptions')[0]).toMatchObject({ ...changes, trial_starts_on: '2024-01-01', seats: 25 })
      const extended = await call('PUT', '/1003/gitlab_subscription', example('GitlabSubscriptionUpdate'))
      expect(extended.status).toBe(200)
      expect(rows(world, 'subscriptions')[0]).toMatchObject({ trial_extension_type: 1, trial_ends_on: '2024-02-29' })
      await expectNoFindings(world)
      expect((await call('PUT', '/1003/gitlab_subscription', { seats: null })).status).toBe(400)
    })

    test(`${generation}: has no subscription to change before there is one`, async () => {
      const { call } = await openCallback(open)
      const response = await call('PUT', '/1000/gitlab_subscription', { seats: 10 })
      expect(response.status).toBe(404)
      expect(await response.json()).toEqual({ message: '404 GitlabSubscription Not Found' })
    })

    test(`${generation}: sets limits and the subscription of a namespace in one call, or neither`, async () => {
      const { call, world } = await openCallback(open)
      const attributes = example('GitlabNamespaceUpdate', 1).gitlab_subscription_attributes
      const before = stored(world)
      const refused = await call('PUT', '/1000', {
        shared_runners_minutes_limit: 1,
        gitlab_subscription_attributes: { ...attributes, seats: null },
      })
      expect(refused.status).toBe(400)
      expect(await refused.json()).toEqual({ message: { 'gitlab_subscription.seats': ["can't be blank"] } })
      expect(stored(world)).toEqual(before)
      const nested = await call('PUT', '/1000', { gitlab_subscription_attributes: { seats: 'x' } })
      expect(await nested.json()).toEqual({ error: 'gitlab_subscription_attributes[seats] is invalid' })
      const response = await call('PUT', '/1000', { ...example('GitlabNamespaceUpdate'), gitlab_subscription_attributes: attributes })
      expect(response.status).toBe(200)
      expect(await response.json()).toMatchObject({
        shared_runners_minutes_limit: 1000,
        plan: 'ultimate_trial',
        trial: true,
        seats_in_use: 2,
      })
      await call('PUT', '/1000', { gitlab_subscription_attributes: { seats: 7 } })
      expect(rows(world, 'subscriptions').at(-1)).toMatchObject({ namespace_id: 1000, seats: 7, plan_code: 'ultimate_trial' })
    })

    test(`${generation}: refuses a body that it cannot read`, async () => {
      const { send, portal, world } = await openDesk(open)
      const credentials = (await (headers ?? (await signer(world, portal)).headers)()) as Record<string, string>
      const before = stored(world)
      for (const [type, body, says] of [
        ['application/json', '{"seats":', /^Bad Request$/],
        ['application/json', '{"seats":1,"seats":2}', /^Bad Request$/],
        ['application/json', '{"__proto__":{"seats":1}}', /^Bad Request$/],
        ['text/plain', 'seats=1', /^\{"error":".+"\}$/],
        ['application/json', 'null', /^\{"error":".+"\}$/],
        ['application/json', '[null]', /^\{"error":".+"\}$/],
        ['application/json', '""', /^\{"error":".+"\}$/],
      ] as const) {
        const response = await send('gitlab', `${root}/1003/gitlab_subscription`, {
          method: 'PUT',
          body,
          headers: { ...credentials, 'content-type': type },
        })
        expect(response.status).toBe(400)
        expect(await response.text()).toMatch(says)
      }
      for (const [method, path] of [
        ['PUT', '/1003'],
        ['PUT', '/1003/gitlab_subscription'],
        ['POST', '/1003/gitlab_subscription'],
      ] as const) {
        const oversized = await send('gitlab', root + path, { method, json: { seats: 'x'.repeat(1024 * 1024) }, headers: credentials })
        expect(oversized.status).toBe(413)
        expect(await oversized.json()).toEqual({ message: '413 Request Entity Too Large' })
      }
      expect(stored(world)).toEqual(before)
    })

    test(`${generation}: is closed to all others`, async () => {
      const { send, world } = await openDesk(open)
      const before = stored(world)
      for (const wrong of [
        {},
        { 'private-token': 'guess' },
        { 'private-token': '' },
        { 'x-customers-dot-internal-token': 'a.b.c' },
      ] as Record<string, string>[]) {
        for (const [method, path, json] of [
          ['GET', '/1000'],
          ['PUT', '/1000', {}],
          ['GET', '/1000/gitlab_subscription'],
          ['POST', '/1000/gitlab_subscription', trial],
          ['PUT', '/1003/gitlab_subscription', {}],
        ] as const) {
          const response = await send('gitlab', root + path, { method, json, headers: wrong })
          expect(response.status).toBe(401)
          expect(await response.json()).toEqual({ message: '401 Unauthorized' })
        }
      }
      expect(stored(world)).toEqual(before)
    })
  }
})
