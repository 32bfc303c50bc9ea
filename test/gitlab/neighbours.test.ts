import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { customersdot } from '../../mocks/customersdot/system.ts'
import { gitlab } from '../../mocks/gitlab/system.ts'
import { describeEachWay } from '../ways.ts'
import { as, expectNoFindings, locationOf, newestTrace, rows } from './desk.ts'

const contact = { first_name: 'Jane', last_name: 'Doe', company_name: 'ACME', phone_number: '+1 23 456-78-90', country: 'US', state: 'CA' }

/** Without Workato: its jobs are enqueued and never run here. */
const systems = [gitlab, customersdot]

describeEachWay('GitLab with CustomersDot', (open) => {
  test('hands over a hand raise of each generation', async () => {
    const { send, world } = await open({ systems })
    for (const [path, json] of [
      ['/-/gitlab_subscriptions/hand_raise_leads', example('GitlabHandRaiseLead')],
      ['/-/subscriptions/hand_raise_leads', example('GitlabHandRaiseLead2023')],
      ['/-/trials/create_hand_raise_lead', { ...example('GitlabHandRaiseLead2022'), namespace_id: 1000 }],
    ] as const) {
      expect((await send('gitlab', path, { method: 'POST', json, ...as('jane') })).status).toBe(200)
      await expectNoFindings(world)
    }
    expect(world.store.relation('customersdot.leads').rows.size).toBe(3)
  })

  test('applies a trial of today, called back by the internal API', async () => {
    const { send, world } = await open({ systems })
    const response = await send('gitlab', '/-/trials?step=full', {
      method: 'POST',
      json: { ...contact, namespace_id: 1000 },
      ...as('jane'),
    })
    expect(locationOf(response)).toBe('/groups/acme')
    expect(rows(world, 'subscriptions').at(-1)).toMatchObject({ namespace_id: 1000, plan_code: 'ultimate_trial', trial: true })
    const { exchanges } = await newestTrace(world)
    expect(exchanges.map(({ operation }) => operation)).toContain('gitlab.createInternalSubscription')
    await expectNoFindings(world)
    const again = await send('gitlab', '/-/trials?step=full', { method: 'POST', json: { ...contact, namespace_id: 1000 }, ...as('jane') })
    expect(again.status).toBe(403)
  })

  test('applies a trial to a group that the same form creates', async () => {
    const { send, world } = await open({ systems })
    const json = { ...contact, namespace_id: '0', new_group_name: 'Fresh' }
    const response = await send('gitlab', '/-/trials?step=full', { method: 'POST', json, ...as('jane') })
    expect(locationOf(response)).toBe('/groups/fresh')
    expect(rows(world, 'subscriptions').at(-1)).toMatchObject({ namespace_id: 1007, plan_code: 'ultimate_trial' })
    await expectNoFindings(world)
  })

  test('applies the trial of a premium customer', async () => {
    const { send, world } = await open({ systems })
    const response = await send('gitlab', '/-/trials?step=full', {
      method: 'POST',
      json: { ...contact, namespace_id: 1003 },
      ...as('james'),
    })
    expect(response.status).toBe(302)
    expect(rows(world, 'subscriptions')[0]).toMatchObject({ namespace_id: 1003, plan_code: 'ultimate_trial_paid_customer', trial: true })
    await expectNoFindings(world)
  })

  test('applies trials of 2023 and 2022, called back by the namespaces API', async () => {
    const { send, world } = await open({ systems })
    const first = await send('gitlab', '/-/trials?step=lead', { method: 'POST', json: example('GitlabTrialForm', 2), ...as('sam') })
    expect(locationOf(first)).toBe('/groups/side-project?trial=true')
    await expectNoFindings(world)
    const second = await send('gitlab', '/-/trials/apply', { method: 'POST', json: example('GitlabTrialApply2022'), ...as('jane') })
    expect(locationOf(second)).toBe('/groups/acme/-/security/dashboard?trial=true')
    expect((await newestTrace(world)).exchanges.map(({ operation }) => operation)).toContain('gitlab.createSubscription')
    await expectNoFindings(world)
  })

  test('starts the trials of both add-ons', async () => {
    const { send, world } = await open({ systems })
    for (const [path, user, namespace_id] of [
      ['duo_pro', 'james', 1003],
      ['duo_enterprise', 'priya', 1006],
    ] as const) {
      const response = await send('gitlab', `/-/trials/${path}?step=full`, {
        method: 'POST',
        json: { ...contact, namespace_id },
        ...as(user),
      })
      expect(response.status).toBe(302)
      await expectNoFindings(world)
    }
    expect(rows(world, 'add_on_purchases')).toHaveLength(2)
  })

  test('shows that a lead which CustomersDot refuses was unsuccessful', async () => {
    const { send } = await open({ systems })
    const response = await send('gitlab', '/-/trials?step=full', {
      method: 'POST',
      json: { ...contact, country: '', namespace_id: 1000, last_name: 'x'.repeat(10_000) },
      ...as('jane'),
    })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('<title>Trial registration unsuccessful</title>')
  })
})
