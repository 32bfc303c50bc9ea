import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { gitlab } from '../../mocks/gitlab/system.ts'
import { describeEachWay } from '../ways.ts'
import { as, expectNoFindings, newestTrace, openDesk, setFeature, stored } from './desk.ts'
import { refusals, standIn, unreachable } from './portal.ts'

const extras = { work_email: 'jane@example.com', uid: 42, provider: 'gitlab', setup_for_company: true, glm_source: 'gitlab.com' }
const { product_interaction: _, ...withoutInteraction } = { ...example('GitlabHandRaiseLead2023') }

const generations = {
  today: {
    path: '/-/gitlab_subscriptions/hand_raise_leads',
    form: example('GitlabHandRaiseLead'),
    asks: 'createHandRaise',
    sends: { ...example('GitlabHandRaiseLead'), ...extras, existing_plan: 'free' },
    controller: 'HandRaiseLeadsController#create',
  },
  '2023': {
    path: '/-/subscriptions/hand_raise_leads',
    form: example('GitlabHandRaiseLead2023'),
    asks: 'createHandRaiseLead',
    sends: { ...example('GitlabHandRaiseLead2023'), ...extras },
    controller: 'HandRaiseLeadsController#create',
  },
  '2022': {
    path: '/-/trials/create_hand_raise_lead',
    form: withoutInteraction,
    asks: 'createHandRaiseLead',
    sends: { ...withoutInteraction, ...extras },
    controller: 'TrialsController#create_hand_raise_lead',
  },
}

describeEachWay('Hand raise', (open) => {
  for (const [generation, { path, form, asks, sends, controller }] of Object.entries(generations)) {
    test(`of ${generation} sends the form with what GitLab knows and answers with an empty 200`, async () => {
      const { send, world, portal, asked } = await openDesk(open)
      const response = await send('gitlab', path, { method: 'POST', json: form, ...as('jane') })
      expect(response.status).toBe(200)
      expect(await response.text()).toBe('')
      expect(asked()).toEqual([asks])
      expect(portal.received[0]?.body).toEqual(sends)
      await expectNoFindings(world)
    })

    test(`of ${generation} takes a form as browsers post it`, async () => {
      const { send, portal } = await openDesk(open)
      const fields = Object.fromEntries(Object.entries(form).map(([name, value]) => [name, String(value)]))
      const response = await send('gitlab', path, { method: 'POST', form: fields, ...as('42') })
      expect(response.status).toBe(200)
      expect(portal.received[0]?.body).toEqual({ ...sends, namespace_id: '1000' })
    })

    test(`of ${generation} names its steps and its lead`, async () => {
      const { send, world } = await openDesk(open)
      await send('gitlab', path, { method: 'POST', json: form, ...as('jane') })
      const { steps, summary } = await newestTrace(world)
      expect(steps.map(({ name }) => name)).toEqual([controller, 'CreateHandRaiseLeadService', 'SubscriptionPortalClient → generate_lead'])
      expect(summary).toMatchObject({
        kind: 'hand_raise',
        email: 'jane@example.com',
        name: 'Jane Doe',
        company: 'ACME',
        namespace_id: 1000,
        errors: 0,
      })
    })

    test(`of ${generation} answers one who is not signed in with the 404 page`, async () => {
      const { send, portal } = await openDesk(open)
      const response = await send('gitlab', path, { method: 'POST', json: form })
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toContain('text/html')
      expect(await response.text()).toContain('Page not found')
      expect(portal.received).toEqual([])
    })

    test(`of ${generation} answers a namespace that is not the user's with the 404 page`, async () => {
      const { send, portal } = await openDesk(open)
      for (const namespace_id of [1003, '1003', 0, '0', '', null, 'acme', 99_999, undefined, { id: 1000 }, [1000], '1000; DROP']) {
        const response = await send('gitlab', path, { method: 'POST', json: { ...form, namespace_id }, ...as('jane') })
        expect(response.status).toBe(404)
      }
      expect(portal.received).toEqual([])
    })

    for (const { title, reply } of refusals) {
      test(`of ${generation} answers ${title} of CustomersDot with the 403 page, which does not show it`, async () => {
        const { send, portal } = await openDesk(open)
        portal.answer(`customersdot.${asks}` as 'customersdot.createHandRaise', reply)
        const response = await send('gitlab', path, { method: 'POST', json: form, ...as('jane') })
        expect(response.status).toBe(403)
        const page = await response.text()
        expect(page).toContain('403')
        expect(page).not.toMatch(/taken|some error|HTTP status/)
      })
    }
  }

  test('asks the older path while the flag new_hand_raise_lead_endpoint is off', async () => {
    const { send, world, asked } = await openDesk(open)
    await setFeature(world, 'new_hand_raise_lead_endpoint', false)
    const response = await send('gitlab', generations.today.path, { method: 'POST', json: generations.today.form, ...as('jane') })
    expect(response.status).toBe(200)
    expect(asked()).toEqual(['createHandRaiseLead'])
    await expectNoFindings(world)
  })

  test('overrides what the form claims of the user and drops what it may not send', async () => {
    const { send, portal } = await openDesk(open)
    const claims = {
      work_email: 'ceo@example.com',
      uid: 1,
      provider: 'evil',
      glm_source: 'evil.example',
      existing_plan: 'ultimate',
      admin: true,
      company_size: '1-99',
    }
    const json = { ...generations.today.form, ...claims, comment: { nested: true }, last_name: ['Doe'] }
    await send('gitlab', generations.today.path, { method: 'POST', json, ...as('jane') })
    const { comment: _comment, last_name: _lastName, ...rest } = generations.today.sends
    expect(portal.received[0]?.body).toEqual(rest)
  })

  test('drops product_interaction in 2022', async () => {
    const { send, portal } = await openDesk(open)
    const json = { ...withoutInteraction, product_interaction: 'Hand Raise PQL' }
    await send('gitlab', generations['2022'].path, { method: 'POST', json, ...as('jane') })
    expect(portal.received[0]?.body).toEqual(generations['2022'].sends)
  })

  test('is open to every member, for a subgroup with the plan of its top-level group, and for the own namespace', async () => {
    const { send, portal } = await openDesk(open)
    for (const namespace_id of [1002, 1006, 946]) {
      const response = await send('gitlab', generations.today.path, { method: 'POST', json: { namespace_id }, ...as('priya') })
      expect(response.status).toBe(200)
    }
    expect(portal.received.map(({ body }) => (body as { existing_plan: string }).existing_plan)).toEqual(['free', 'ultimate', 'free'])
  })

  test('passes text of any length and script on as it is', async () => {
    const { send, portal, world } = await openDesk(open)
    const typed = { namespace_id: 1000, first_name: 'x'.repeat(10_000), last_name: '👩‍🚀 Ünï', company_name: '<script>', comment: '' }
    const response = await send('gitlab', generations.today.path, { method: 'POST', json: typed, ...as('jane') })
    expect(response.status).toBe(200)
    expect(portal.received[0]?.body).toMatchObject(typed)
    expect((await newestTrace(world)).exchanges[0]?.findings).toEqual([])
  })

  test('answers with the 403 page when CustomersDot is not reached, and logs it', async () => {
    const { send, world } = await open({ systems: [gitlab, standIn().system], ...unreachable })
    const response = await send('gitlab', generations.today.path, { method: 'POST', json: generations.today.form, ...as('jane') })
    expect(response.status).toBe(403)
    const { logs } = await newestTrace(world)
    expect(logs.map(({ message }) => message)).toContain('No response')
  })

  test('writes nothing', async () => {
    const { send, world } = await openDesk(open)
    const before = stored(world)
    await send('gitlab', generations.today.path, { method: 'POST', json: generations.today.form, ...as('jane') })
    expect(stored(world)).toEqual(before)
  })
})
