import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { change, rowsOf } from './neighbours.ts'

const history = {
  ...{ id: 1, gl_namespace_id: '1000', trial_type: 1, start_date: '2024-01-01', expired_on: '2024-01-31' },
  ...{ created_at: '2024-01-01T00:00:00.000Z', updated_at: '2024-01-01T00:00:00.000Z' },
}

/** A world in which CustomersDot takes the lead of Jane's trial and not the trial, which GitLab does not know beforehand. */
async function opened(open: Open) {
  const way = await open()
  const submit = (step: string) =>
    way.send('gitlab', `/-/trials?step=${step}`, {
      method: 'POST',
      json: { ...example('GitlabTrialForm'), namespace_id: '1000' },
      headers: { 'x-sandbox-user': 'jane' },
    })
  // GitLab asks what is eligible, keeps the answer for 8 hours, and does nothing else at a step that is none.
  await submit('none')
  change(way.world, 'customersdot.trial_histories', 1, history)
  expect(await (await submit('full')).text()).toContain('Trial registration unsuccessful')
  return { ...way, submit, leads: () => rowsOf(way.world, 'customersdot.leads') }
}

describeEachWay('A trial that was unsuccessful', (open) => {
  test('has sent its lead already', async () => {
    const { leads } = await opened(open)
    expect(leads()).toMatchObject([{ email: 'jane@example.com', product_interaction: 'SaaS Trial' }])
  })

  test('leaves the lead twice when both are submitted again, and one person in Marketo and in Salesforce', async () => {
    const { submit, leads, world } = await opened(open)
    expect((await submit('resubmit_lead')).status).toBe(200)
    await world.settle()
    expect(leads()).toMatchObject([
      { id: 1, sent_at: expect.any(String) },
      { id: 2, sent_at: expect.any(String) },
    ])
    expect(rowsOf(world, 'workato.jobs')).toHaveLength(2)
    expect(rowsOf(world, 'customersdot.customers')).toHaveLength(1)
    expect(rowsOf(world, 'marketo.leads')).toHaveLength(1)
    expect(rowsOf(world, 'salesforce.leads')).toHaveLength(1)
  })

  test('sends no other lead when only the trial is submitted again', async () => {
    const { submit, leads, world } = await opened(open)
    change(world, 'customersdot.trial_histories', 1, null)
    expect((await submit('resubmit_trial')).status).toBe(302)
    expect(leads()).toHaveLength(1)
    expect(rowsOf(world, 'customersdot.trial_histories')).toHaveLength(1)
  })
})
