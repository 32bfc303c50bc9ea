import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { as, openDesk, rows } from './desk.ts'

const day = 86_400_000
const { namespace_id: _, ...contact } = example('GitlabDuoTrialForm')
const token = { 'private-token': 'gitlab_admin_token' }

/** A world in which a user has started a trial for a group, from which day on is told. */
async function opened(open: Open, { path = '/-/trials', user = 'jane', id = 1000 } = {}) {
  const way = await open()
  way.world.clock.freeze(Date.parse('2026-03-01T12:00:00Z'))
  const start = () => way.send('gitlab', `${path}?step=full`, { method: 'POST', json: { ...contact, namespace_id: id }, ...as(user) })
  expect((await start()).status).toBe(302)
  const shown = async () => {
    const response = await way.send('gitlab', `/api/v4/namespaces/${id}`, { headers: token })
    const { plan, trial, trial_ends_on } = (await response.json()) as Record<string, unknown>
    return { plan, trial, trial_ends_on }
  }
  return {
    ...way,
    start,
    shown,
    subscription: () => way.send('gitlab', `/api/v4/namespaces/${id}/gitlab_subscription`, { headers: token }),
  }
}

describeEachWay('The end of a trial', (open) => {
  const trials = {
    'a free group is free again': { id: 1000, user: 'jane', during: 'ultimate_trial', after: 'free' },
    'a premium customer has Premium again': { id: 1003, user: 'james', during: 'ultimate_trial_paid_customer', after: 'premium' },
  }
  for (const [title, { id, user, during, after }] of Object.entries(trials)) {
    test(`comes with its last date: ${title}`, async () => {
      const way = await opened(open, { id, user })
      await way.world.runner.advance(29.4 * day)
      expect(way.world.clock.stamp()).toMatch(/^2026-03-30T/)
      expect(await way.shown()).toEqual({ plan: during, trial: true, trial_ends_on: '2026-03-31' })
      await way.world.runner.advance(0.2 * day)
      expect(way.world.clock.stamp()).toMatch(/^2026-03-31T/)
      expect(await way.shown()).toEqual({ plan: after, trial: false, trial_ends_on: '2026-03-31' })
      expect(await (await way.subscription()).json()).toMatchObject({
        plan: { code: during, trial: true },
        billing: { trial_ends_on: '2026-03-31' },
      })
    })
  }

  test('makes no room for a second one', async () => {
    const { world, start } = await opened(open)
    await world.runner.advance(31 * day)
    expect((await start()).status).toBe(403)
  })

  test('is told to CustomersDot with the next hand raise, as the plan that is left', async () => {
    const { send, world, portal } = await openDesk(open)
    const raise = () =>
      send('gitlab', '/-/gitlab_subscriptions/hand_raise_leads', { method: 'POST', json: { namespace_id: 1004 }, ...as('sofia') })
    await raise()
    await world.runner.advance(20 * day)
    await raise()
    expect(portal.received.map(({ body }) => (body as { existing_plan: string }).existing_plan)).toEqual(['ultimate_trial', 'free'])
  })

  test('of an add-on leaves its purchase, so that the add-on is not tried twice, and the plan as it was', async () => {
    const { world, start, shown } = await opened(open, { path: '/-/trials/duo_pro', user: 'james', id: 1003 })
    expect(rows(world, 'add_on_purchases')).toEqual([
      {
        ...{ id: 1, namespace_id: 1003, add_on_name: 'code_suggestions', quantity: 100, trial: true },
        ...{ started_on: '2026-03-01', expires_on: '2026-04-30' },
      },
    ])
    await world.runner.advance(61 * day)
    expect((await shown()).plan).toBe('premium')
    expect((await start()).status).toBe(403)
  })
})
