import { expect, test } from 'vitest'
import type { World } from '../../mocks/core/world.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { connect, findings, logged, people, steps } from './connect.ts'

const hour = 60 * 60 * 1000
const jane = { email: 'jane@acme.example', lastName: 'Doe', company: 'ACME' }

/** A world in which one person did something. */
async function did(open: Open, productInteraction: string, rest: object = {}) {
  const client = await connect(open)
  client.world.clock.freeze(Date.parse('2024-01-01T00:00:00Z'))
  const again = async (interaction = productInteraction, more: object = {}) => {
    await client.write({ input: [{ ...jane, ...rest, productInteraction: interaction, ...more }] })
    await client.world.settle()
  }
  await again()
  return { ...client, again, person: () => people(client.world)[0] }
}

const reasons = (world: World) => logged(world, 22).map(({ Reason, ...change }) => [Reason, change['Change Value']])
const scores = (behavior: number, demographic: number) => ({
  Behavior_Score__c: behavior,
  Demographic_Score__c: demographic,
  leadScore: behavior + demographic,
})

describeEachWay('Marketo smart campaigns', (open) => {
  test('run after the answer, each as a step of one job', async () => {
    const { world, write } = await connect(open)
    await write({ input: [{ ...jane, productInteraction: 'Hand Raise PQL' }] })
    expect(people(world)[0]).not.toHaveProperty('leadScore')
    await world.settle()
    expect((await steps(world)).map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'Normalise state',
        'Change score',
        'Marketing-qualified lead',
        'Product-qualified lead',
        'Interesting moment',
        'Sync to Salesforce',
        'Sync Lead to SFDC → upsert lead',
      ]),
    )
    expect(await findings(world)).toEqual([])
  })

  test('do not run on a person of whom nothing is told', async () => {
    const { world, write } = await connect(open)
    await write({ input: [jane] })
    await world.settle()
    expect(people(world)[0]).not.toHaveProperty('leadStatus')
  })

  test('do nothing while they are not active', async () => {
    const { world, write } = await connect(open)
    const campaigns = world.store.relation('marketo.campaigns')
    for (const [id, campaign] of campaigns.rows) campaigns.apply(id, { ...campaign, active: false })
    await write({ input: [{ ...jane, productInteraction: 'Hand Raise PQL' }] })
    await world.settle()
    expect(people(world)[0]).not.toHaveProperty('leadStatus')
    expect(world.store.relation('salesforce.leads').rows.size).toBe(0)
  })

  const states = [
    ['United States', 'CA', 'California'],
    ['Canada', 'ON', 'Ontario'],
    ['United States', 'California', 'California'],
    ['Australia', 'VIC', 'VIC'],
  ]
  for (const [country, state, normal] of states) {
    test(`make ${normal} of the state ${state} in ${country}`, async () => {
      const { person } = await did(open, 'SaaS Registration', { country, state })
      expect(person()).toMatchObject({ country, state: normal })
    })
  }

  test('make a marketing- and product-qualified lead of a hand raise', async () => {
    const { person, world } = await did(open, 'Hand Raise PQL', { Setup_for_Company_Team_Use__c: true })
    expect(person()).toMatchObject({
      ...scores(100, 60),
      leadStatus: 'MQL',
      leadSource: 'Gitlab.com',
      MQL_DateTime__c: '2024-01-01T00:00:00Z',
      PQL_Product_Qualified_Lead__c: true,
      Last_Interesting_Moment__c: 'HandRaise PQL - Contact Us on 2024-01-01',
    })
    expect(reasons(world)).toEqual([
      ['Inbound - Hand Raise', '+100'],
      ['Set up for company', '+25'],
      ['Business e-mail', '+35'],
    ])
    expect(logged(world, 46)).toEqual([{ Description: 'HandRaise PQL - Contact Us on 2024-01-01' }])
  })

  const cases: [string, object, object][] = [
    ['SaaS Trial', { Setup_for_Company_Team_Use__c: true }, { ...scores(100, 60), leadStatus: 'MQL', PQL_Product_Qualified_Lead__c: true }],
    ['SaaS Trial', {}, { ...scores(100, 35), leadStatus: 'MQL', leadSource: 'Trial - GitLab.com' }],
    ['SaaS Trial', { Setup_for_Company_Team_Use__c: false }, { ...scores(65, 35), leadStatus: 'MQL' }],
    ['SaaS Trial', { Setup_for_Company_Team_Use__c: false, email: 'jane@gmail.com' }, { ...scores(65, -10), leadStatus: 'Inquiry' }],
    ['SaaS Trial - defaulted', {}, { ...scores(40, 35), leadStatus: 'Inquiry' }],
    ['Requested Contact-Duo Pro Add-On', { email: 'jane@GMAIL.com' }, { ...scores(100, -10), leadStatus: 'Inquiry' }],
    ['duo_pro_trial', {}, { ...scores(0, 35), leadStatus: 'Raw', leadSource: 'Trial - GitLab.com' }],
    ['SaaS Registration', {}, { ...scores(0, 35), leadStatus: 'Raw' }],
    ['hand raise pql', { Setup_for_Company_Team_Use__c: null }, { ...scores(100, 35), leadStatus: 'MQL' }],
  ]
  for (const [interaction, rest, expected] of cases) {
    test(`score ${interaction} with ${JSON.stringify(rest)}`, async () => {
      const { person } = await did(open, interaction, rest)
      expect(person()).toMatchObject(expected)
    })
  }

  test('take a trial as product-qualified only when it is set up for business', async () => {
    const { person } = await did(open, 'SaaS Trial')
    expect(person()).not.toHaveProperty('PQL_Product_Qualified_Lead__c')
  })

  test('give the points of a hand raise once in 24 hours, the others once', async () => {
    const { again, person, world } = await did(open, 'Hand Raise PQL')
    await again()
    expect(person()).toMatchObject(scores(100, 35))
    world.clock.advance(23 * hour)
    await again()
    expect(person()).toMatchObject(scores(100, 35))
    world.clock.advance(hour)
    await again()
    expect(person()).toMatchObject({ ...scores(200, 35), MQL_DateTime__c: '2024-01-01T00:00:00Z' })
    expect(reasons(world)).toHaveLength(3)
  })

  test('give the points of a requested contact every time', async () => {
    const { again, person } = await did(open, 'Requested Contact-Duo Pro Add-On')
    await again()
    expect(person()).toMatchObject(scores(200, 35))
  })

  test('score a hand raise and a trial of one person apart', async () => {
    const { again, person } = await did(open, 'Hand Raise PQL')
    await again('SaaS Trial')
    expect(person()).toMatchObject({ ...scores(200, 35), leadSource: 'Gitlab.com' })
  })

  test('count who somebody is up to 60', async () => {
    const { person } = await did(open, 'SaaS Registration', { Demographic_Score__c: 30, Setup_for_Company_Team_Use__c: true })
    expect(person()).toMatchObject(scores(0, 60))
  })

  const unscored = {
    'a GitLab address': { email: 'jane@gitlab.com' },
    'a disqualified person': { leadStatus: 'Disqualified' },
    'an ineligible person': { leadStatus: 'Ineligible' },
    'a student': { company: 'Student' },
    'a personal company': { company: 'personal use' },
    'a test company': { company: 'My TEST' },
  }
  for (const [name, rest] of Object.entries(unscored)) {
    test(`do not score ${name}, but send it to Salesforce`, async () => {
      const { person, world } = await did(open, 'Hand Raise PQL', rest)
      expect(person()).not.toHaveProperty('leadScore')
      expect(person()).toMatchObject({ leadStatus: 'leadStatus' in rest ? rest.leadStatus : 'Raw', sfdcType: 'Lead' })
      expect(logged(world, 22)).toEqual([])
    })
  }

  test('leave a person alone who is further on, and qualify a recycled one anew', async () => {
    const { again, person, world } = await did(open, 'Hand Raise PQL', { leadStatus: 'Accepted' })
    expect(person()).toMatchObject({ leadStatus: 'Accepted', leadScore: 135 })
    world.clock.advance(hour)
    await again('SaaS Trial', { leadStatus: 'Recycle' })
    expect(person()).toMatchObject({ leadStatus: 'MQL', MQL_DateTime__c: '2024-01-01T01:00:00Z' })
  })

  test('are given up for a person who is gone', async () => {
    const { world, write } = await connect(open)
    await write({ input: [{ ...jane, productInteraction: 'Hand Raise PQL' }] })
    world.store.relation('marketo.leads').apply(1, null)
    await world.settle()
    expect([...world.store.relation('control.jobs').rows.values()]).toMatchObject([{ state: 'dead', error: 'Lead 1 not found' }])
  })

  test('keep one score when the same thing is told twice at once', async () => {
    const { world, write, person } = await did(open, 'SaaS Registration')
    const input = [{ ...jane, productInteraction: 'Hand Raise PQL' }]
    await Promise.all([write({ input }), write({ input })])
    await world.settle()
    expect(person()).toMatchObject(scores(100, 35))
  })
})
