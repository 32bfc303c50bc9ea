import { expect, test } from 'vitest'
import { describeEachWay, type Open } from '../ways.ts'
import { connect, logged, people, rowsOf } from './connect.ts'

const minute = 60_000
const day = 24 * 60 * minute
const jane = { email: 'jane@acme.example', lastName: 'Doe', company: 'ACME' }
const schedule = (id: number) => `/rest/v1/campaigns/${id}/schedule.json`
const decay = 1060
const lift = 1061

/** A world at the beginning of 2024 with some people in Marketo. */
async function knowing(open: Open, ...input: object[]) {
  const client = await connect(open)
  client.world.clock.freeze(Date.parse('2024-01-01T00:00:00Z'))
  if (input.length) await client.write({ input })
  await client.world.settle()
  return client
}

describeEachWay('Marketo score decay', (open) => {
  const score = (world: Parameters<typeof people>[0]) =>
    people(world).map(({ Behavior_Score__c, leadScore }) => [Behavior_Score__c, leadScore])

  test('takes 10 points from who did nothing for 30 days, once in 30 days, and tells Salesforce', async () => {
    const { ask, world } = await knowing(open, { ...jane, productInteraction: 'Hand Raise PQL' })
    const after = async (milliseconds: number) => {
      await world.runner.advance(milliseconds - 5 * minute)
      await ask('POST', schedule(decay))
      await world.runner.advance(5 * minute)
      return score(world)
    }
    expect(await after(29 * day)).toEqual([[100, 135]])
    expect(await after(day)).toEqual([[90, 125]])
    await world.runner.advance(5 * minute)
    expect(rowsOf(world, 'salesforce.leads')).toMatchObject([{ mkto71_Lead_Score__c: 125, Behavior_Score__c: 90 }])
    expect(logged(world, 22).at(-1)).toEqual({
      ...{ 'Change Value': '-10', 'New Value': 125, 'Old Value': 135, Reason: 'No activity in 30 days' },
    })
    expect(await after(29 * day)).toEqual([[90, 125]])
    expect(await after(day)).toEqual([[80, 115]])
  })

  test('does not go below 0, and leaves alone who has no score', async () => {
    const { ask, world } = await knowing(open, { ...jane, Behavior_Score__c: 4, leadScore: 39 }, { email: 'john@acme.example' })
    await world.runner.advance(31 * day)
    await ask('POST', schedule(decay))
    await world.runner.advance(5 * minute)
    expect(score(world)).toEqual([
      [0, 35],
      [undefined, undefined],
    ])
  })

  test('reaches more people than one job takes', async () => {
    const { ask, world, write } = await knowing(open)
    const crowd = (from: number) =>
      Array.from({ length: 151 }, (_, index) => ({ email: `j${from + index}@acme.example`, Behavior_Score__c: -5 }))
    for (const from of [0, 151]) await write({ input: crowd(from) })
    await ask('POST', schedule(lift))
    await world.runner.advance(5 * minute)
    expect(new Set(score(world).map(([behavior]) => behavior))).toEqual(new Set([0]))
    expect(logged(world, 22)).toHaveLength(302)
    expect(logged(world, 22)[0]).toMatchObject({ 'Change Value': '+5', Reason: 'Lifted to 0' })
  })
})

describeEachWay('Marketo re-MQL', (open) => {
  test('counts how often somebody qualified, and keeps the scores of that moment', async () => {
    const { world, write } = await knowing(open, { ...jane, productInteraction: 'Hand Raise PQL' })
    const at = { MQL_Counter__c: 1, Person_Score_at_MQL__c: 135, Behavior_Score_at_MQL__c: 100, Demographic_Score_at_MQL__c: 35 }
    expect(people(world)).toMatchObject([at])
    await write({ input: [{ ...jane, leadStatus: 'Recycle' }] })
    await world.settle()
    expect(people(world)).toMatchObject([{ ...at, leadStatus: 'Recycle', Behavior_Score__c: 0, leadScore: 35 }])
    world.clock.advance(day)
    await write({ input: [{ ...jane, productInteraction: 'SaaS Trial' }] })
    await world.settle()
    expect(people(world)).toMatchObject([
      { leadStatus: 'MQL', MQL_Counter__c: 2, MQL_DateTime__c: '2024-01-02T00:00:00Z', Behavior_Score_at_MQL__c: 120, leadScore: 155 },
    ])
    expect(logged(world, 22).map(({ Reason }) => Reason)).toEqual([
      'Inbound - Hand Raise',
      'Business e-mail',
      'Recycled',
      'Trial',
      'Re-MQL booster',
    ])
  })

  test('leaves of the score of who unsubscribes what tells who they are, and takes points for a hard bounce', async () => {
    const { world, write } = await knowing(open, { ...jane, productInteraction: 'Hand Raise PQL' })
    await write({ input: [{ ...jane, unsubscribed: true }] })
    await world.settle()
    expect(people(world)).toMatchObject([{ Behavior_Score__c: 0, Demographic_Score__c: 35, leadScore: 35 }])
    expect(logged(world, 22).at(-1)).toEqual({ 'Change Value': '=35', 'New Value': 35, 'Old Value': 135, Reason: 'Unsubscribed' })
    await write({ input: [{ ...jane, emailInvalid: true, productInteraction: 'SaaS Registration' }] })
    await world.settle()
    expect(people(world)).toMatchObject([{ Behavior_Score__c: -20, leadScore: 15 }])
  })
})
