import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { as, openDesk } from './desk.ts'

const { namespace_id: _, ...contact } = example('GitlabDuoTrialForm')

const products = {
  duo_pro: { user: 'james', id: 1003, plan: 'premium', name: ['James', 'Bond'], email: 'james@universal-exports.example' },
  duo_enterprise: { user: 'priya', id: 1006, plan: 'ultimate', name: ['Priya', 'Raman'], email: 'priya@globex.example' },
}

async function started(open: Open, product: keyof typeof products) {
  const desk = await openDesk(open)
  desk.world.clock.freeze(Date.parse('2026-03-01'))
  const { user, id } = products[product]
  const json = { ...contact, namespace_id: id }
  expect((await desk.send('gitlab', `/-/trials/${product}?step=full`, { method: 'POST', json, ...as(user) })).status).toBe(302)
  return { ...desk, jobs: () => [...desk.world.jobs.values()] }
}

describeEachWay('Iterable', (open) => {
  for (const [product, { id, plan, name, email }] of Object.entries(products)) {
    test(`hears by CustomersDot that somebody has a seat of ${product}`, async () => {
      const { world, portal, asked, jobs } = await started(open, product as keyof typeof products)
      portal.answer('customersdot.createIterable', { status: 201, body: example('CustomersdotIterableCreated') })
      await world.settle()
      expect(asked().at(-1)).toBe('createIterable')
      expect(portal.received.at(-1)?.body).toEqual({
        ...{ first_name: name[0], last_name: name[1], work_email: email, namespace_id: id },
        ...{ product_interaction: `${product}_add_on_seat_assigned`, existing_plan: plan, opt_in: true, preferred_language: 'English' },
      })
      expect(jobs()).toEqual([])
    })
  }

  test('hears of it later when CustomersDot was down', async () => {
    const { world, portal, jobs } = await started(open, 'duo_pro')
    portal.answer('customersdot.createIterable', { status: 503, body: { error: 'Down' } })
    await world.settle()
    expect(jobs()).toMatchObject([{ class: 'Onboarding::CreateIterableTriggerWorker', state: 'retry', attempt: 1 }])
    portal.answer('customersdot.createIterable', { status: 201, body: example('CustomersdotIterableCreated') })
    await world.runner.advance(60_000)
    expect(jobs()).toEqual([])
  })
})
