import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { Row } from '../../mocks/core/system/table.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { as, expectNoFindings, openDesk, rows, setFeature, stored, within } from './desk.ts'

const path = '/-/gitlab_subscriptions/hand_raise_leads/track_cart_abandonment'
const hour = 3_600_000
const cart = example('GitlabAbandonedCart')
const lead = {
  ...{ work_email: 'jane@example.com', opt_in: true, namespace_id: 1000, existing_plan: 'free', skip_country_validation: true },
  ...{ role: 'software_developer', preferred_language: 'English' },
}

async function openShop(open: Open) {
  const desk = await openDesk(open)
  desk.world.clock.freeze(Date.parse('2026-03-01T12:00:00Z'))
  const track = (json: object = cart, user: object = as('jane')) => desk.send('gitlab', path, { method: 'POST', json, ...user })
  const setUser = (changes: Partial<Row>) =>
    within(desk.world, async ({ tables }) => {
      const jane = await tables.users.get(42)
      if (jane) await tables.users.update(jane, changes)
    })
  return { ...desk, track, setUser, jobs: () => [...desk.world.jobs.values()] }
}

describeEachWay('A cart', (open) => {
  for (const [plan, name] of [
    ['premium', 'Premium'],
    ['ULTIMATE', 'Ultimate'],
  ] as const) {
    test(`of ${name} that is left becomes a lead after three hours, without a form`, async () => {
      const { track, world, portal, jobs, asked } = await openShop(open)
      const response = await track({ ...cart, plan })
      expect([response.status, await response.text()]).toEqual([200, ''])
      expect(jobs()).toMatchObject([{ class: 'GitlabSubscriptions::CartAbandonmentWorker', run_at: '2026-03-01T15:00:00.000Z' }])
      await world.runner.advance(3 * hour - 1)
      expect(asked()).toEqual([])
      await world.runner.advance(1)
      expect(asked()).toEqual(['createHandRaise'])
      expect(portal.received[0]?.body).toEqual({ ...lead, product_interaction: `cart abandonment - SaaS ${name}`, plan_id: null })
      expect(jobs()).toEqual([])
      await expectNoFindings(world)
    })
  }

  const credits = { first: [0, 'first-purchase-credits'], further: [500, 'increase-credits-purchase'] } as const
  for (const [title, [owned, glm_content]] of Object.entries(credits)) {
    test(`of the ${title} credits that is left becomes a lead after three hours`, async () => {
      const { track, world, portal, jobs } = await openShop(open)
      expect((await track({ namespace_id: 1000, credits: owned })).status).toBe(200)
      expect(jobs()).toMatchObject([{ class: 'GitlabSubscriptions::CartAbandonmentCreditsPurchaseWorker' }])
      await world.runner.advance(3 * hour)
      const interaction = { product_interaction: 'cart abandonment - DAP monthly commit', glm_source: 'gitlab.com', glm_content }
      expect(portal.received.map(({ body }) => body)).toEqual([{ ...lead, ...interaction }])
      await expectNoFindings(world)
    })
  }

  test('is followed from a form as browsers post it, and by the older path while that flag is off', async () => {
    const { send, world, asked } = await openShop(open)
    await setFeature(world, 'new_hand_raise_lead_endpoint', false)
    expect((await send('gitlab', path, { method: 'POST', form: { namespace_id: '1000', plan: 'premium' }, ...as('jane') })).status).toBe(
      200,
    )
    await world.runner.advance(3 * hour)
    expect(asked()).toEqual(['createHandRaiseLead'])
  })

  test('becomes no lead when the namespace has got a paid plan since', async () => {
    const { track, world, asked, jobs } = await openShop(open)
    await track()
    const bought = { plan_code: 'premium' as const, start_date: '2026-03-01', seats: 5, max_seats_used: 0, trial: false }
    const none = { end_date: null, auto_renew: null, trial_starts_on: null, trial_ends_on: null, trial_extension_type: null }
    const now = world.clock.stamp()
    await within(world, ({ tables }) =>
      tables.subscriptions.insert({ namespace_id: 1000, ...bought, ...none, created_at: now, updated_at: now }),
    )
    await world.runner.advance(3 * hour)
    expect([asked(), jobs()]).toEqual([[], []])
  })

  test('becomes one for a plan that the namespace had before, since nothing new was bought', async () => {
    const { track, world, portal } = await openShop(open)
    await track({ namespace_id: 1003, plan: 'ultimate' }, as('james'))
    await world.runner.advance(3 * hour)
    expect(portal.received[0]?.body).toMatchObject({ namespace_id: 1003, existing_plan: 'premium' })
  })

  test('is followed once while its job waits, and again after that', async () => {
    const { track, world, asked, jobs } = await openShop(open)
    for (let visit = 0; visit < 3; visit++) expect((await track()).status).toBe(200)
    expect((await track({ ...cart, plan: 'ultimate' })).status).toBe(200)
    expect(jobs()).toHaveLength(2)
    await world.runner.advance(3 * hour)
    expect([asked().length, rows(world, 'duplicate_jobs')]).toEqual([2, []])
    await track()
    expect(jobs()).toHaveLength(1)
  })

  test('is lost when CustomersDot refuses its lead: nobody tries again', async () => {
    const { track, world, portal, asked, jobs } = await openShop(open)
    portal.answer('customersdot.createHandRaise', { status: 500, body: { error: 'Oops' } })
    await track()
    await world.runner.advance(24 * hour)
    expect([asked(), jobs()]).toEqual([['createHandRaise'], []])
  })

  test('is followed for nobody who is gone by then', async () => {
    const { track, world, asked } = await openShop(open)
    await track()
    await within(world, async ({ tables }) => {
      const namespace = await tables.namespaces.get(1000)
      if (namespace) await tables.namespaces.remove(namespace)
    })
    await world.runner.advance(3 * hour)
    expect(asked()).toEqual([])
  })

  const refused = {
    'of a plan that cannot be bought': [{ ...cart, plan: 'free' }, {}, 'Invalid plan'],
    'of no plan': [{ namespace_id: 1000 }, {}, 'Invalid plan'],
    'of one who wants no e-mail': [cart, { opt_in: false }, 'User opt-in required'],
    'of credits of one who wants no e-mail': [
      { namespace_id: 1000, credits: '0' },
      { opt_in: false },
      'User opt-in required to track credits purchase',
    ],
    'of one who was never asked': [{ ...cart, plan: 'free' }, { opt_in: null }, 'User opt-in required'],
  } as const
  for (const [title, [json, user, message]] of Object.entries(refused)) {
    test(`${title} is refused and followed no further`, async () => {
      const { track, setUser, jobs } = await openShop(open)
      await setUser(user)
      const response = await track(json)
      expect([response.status, await response.json()]).toEqual([422, { message }])
      expect(jobs()).toEqual([])
    })
  }

  test('is not followed while the flag track_cart_abandonment is off, which nobody is told', async () => {
    const { track, world, jobs } = await openShop(open)
    await setFeature(world, 'track_cart_abandonment', false)
    expect((await track({ ...cart, plan: 'free' })).status).toBe(200)
    expect(jobs()).toEqual([])
  })

  test('of nobody, or of a namespace of others, leads to the 404 page', async () => {
    const { track, world } = await openShop(open)
    const before = stored(world)
    expect((await track(cart, {})).status).toBe(404)
    for (const namespace_id of [1003, 0, '', undefined]) expect((await track({ ...cart, namespace_id })).status).toBe(404)
    expect(stored(world)).toEqual(before)
  })

  test('that cannot be read leads to the 400 page, one that is too large to the 413 page', async () => {
    const { send } = await openShop(open)
    const headers = { 'content-type': 'application/json', ...as('jane').headers }
    expect((await send('gitlab', path, { method: 'POST', headers, body: '{' })).status).toBe(400)
    expect((await send('gitlab', path, { method: 'POST', headers, body: ' '.repeat(1024 * 1024 + 1) })).status).toBe(413)
  })
})
