import { expect, test } from 'vitest'
import type { World } from '../../mocks/core/world.ts'
import { marketo } from '../../mocks/marketo/system.ts'
import { salesforce } from '../../mocks/salesforce/system.ts'
import { answering } from '../customersdot/neighbours.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { connect, findings, logged, rowsOf } from './connect.ts'

const minutes = 60_000
const jane = { email: 'jane@acme.example', lastName: 'Doe', company: 'ACME' }
const leads = (world: World) => rowsOf<Record<string, unknown>>(world, 'salesforce.leads')
const due = (world: World) => rowsOf<{ run_at: string }>(world, 'control.jobs').map(({ run_at }) => run_at)
const pending = (world: World) => rowsOf(world, 'marketo.pending_updates')

/** A world at two minutes past noon with a person who raised a hand, in Salesforce unless something stops the sync. */
async function raised(open: Open, options: Parameters<typeof connect>[1] = {}) {
  const client = await connect(open, options)
  client.world.clock.freeze(Date.parse('2024-01-01T12:02:00Z'))
  await client.write({ input: [{ ...jane, productInteraction: 'Hand Raise PQL' }] })
  await client.world.settle()
  return client
}

describeEachWay("Marketo's sync cycle", (open) => {
  test('takes a change to Salesforce with the next cycle, once, whatever the number of changes', async () => {
    const { world, write } = await raised(open)
    await write({ input: [{ ...jane, company: 'ACME Inc.' }] })
    await write({ input: [{ ...jane, company: 'ACME Inc.', title: 'Engineer' }] })
    await world.settle()
    expect(leads(world)).toMatchObject([{ Company: 'ACME' }])
    expect(due(world)).toEqual(['2024-01-01T12:05:00.000Z'])
    await world.runner.advance(3 * minutes - 1)
    expect(leads(world)).toMatchObject([{ Company: 'ACME' }])
    await world.runner.advance(1)
    expect(leads(world)).toMatchObject([{ Company: 'ACME Inc.', Title: 'Engineer' }])
    expect(logged(world, 19)).toHaveLength(2)
    expect([due(world), pending(world)]).toEqual([[], []])
    expect(await findings(world)).toEqual([])
  })

  test('has nothing to do when nothing changed, and sends nobody new', async () => {
    const { world, write } = await raised(open)
    await write({ input: [jane, { email: 'john@acme.example', lastName: 'Doe', company: 'ACME' }] })
    expect(due(world)).toEqual([])
    await world.runner.advance(10 * minutes)
    expect(leads(world)).toHaveLength(1)
  })

  test('has nothing to do when a flow step took the change there meanwhile', async () => {
    const { world, write } = await raised(open)
    await write({ input: [{ ...jane, title: 'Engineer' }] })
    await write({ input: [{ ...jane, productInteraction: 'SaaS Trial' }] })
    await world.settle()
    expect(leads(world)).toMatchObject([{ Title: 'Engineer' }])
    expect(pending(world)).toEqual([])
    await world.runner.advance(3 * minutes)
    expect(logged(world, 19)).toHaveLength(2)
  })

  test('takes what smart campaigns changed of who did something that sends nobody', async () => {
    const { world, write } = await raised(open)
    await write({ input: [{ ...jane, productInteraction: 'SaaS Registration', Setup_for_Company_Team_Use__c: true }] })
    await world.settle()
    await world.runner.advance(3 * minutes)
    expect(leads(world)).toMatchObject([{ Demographic_Score__c: 60, Setup_for_Company_Team_Use__c: true }])
  })

  test('keeps what stops it among the sync errors, and goes on when that is mended', async () => {
    const { world, write } = await raised(open)
    await write({ input: [{ ...jane, company: null }] })
    await world.runner.advance(3 * minutes)
    expect(rowsOf(world, 'marketo.sync_errors')).toMatchObject([{ message: 'Required fields are missing: [Company]' }])
    expect(leads(world)).toMatchObject([{ Company: 'ACME' }])
    await write({ input: [{ ...jane, company: 'ACME Inc.' }] })
    await world.runner.advance(5 * minutes)
    expect(leads(world)).toMatchObject([{ Company: 'ACME Inc.' }])
  })

  test('tries again with each cycle while Salesforce is down', async () => {
    let isDown = false
    const down = { status: 503, body: [{ message: 'down', errorCode: 'SERVER_UNAVAILABLE' }] }
    const flaky = answering(salesforce, {
      upsertLead: (...asked: Parameters<typeof salesforce.handlers.upsertLead>) =>
        isDown ? down : salesforce.handlers.upsertLead(...asked),
    })
    const { world, write } = await raised(open, { systems: [marketo, flaky] })
    isDown = true
    await write({ input: [{ ...jane, title: 'Engineer' }] })
    await world.runner.advance(13 * 5 * minutes)
    expect(pending(world)).toHaveLength(1)
    isDown = false
    await world.runner.advance(5 * minutes)
    expect(leads(world)).toMatchObject([{ Title: 'Engineer' }])
    expect([due(world), pending(world)]).toEqual([[], []])
  })

  /** Pushes a change to Salesforce; while Salesforce is asked, another one comes. */
  async function changedMeanwhile(change: object) {
    let changeMeanwhile = async () => {}
    const slow = answering(salesforce, {
      async upsertLead(...asked: Parameters<typeof salesforce.handlers.upsertLead>) {
        await changeMeanwhile()
        return salesforce.handlers.upsertLead(...asked)
      },
    })
    const { world, write } = await raised(open, { systems: [marketo, slow] })
    await write({ input: [{ ...jane, title: 'Engineer' }] })
    changeMeanwhile = async () => {
      changeMeanwhile = async () => {}
      await write({ input: [{ ...jane, ...change }] })
    }
    await world.runner.advance(3 * minutes)
    return world
  }

  test('keeps what Salesforce took when the person cannot be sent any more by then', async () => {
    const world = await changedMeanwhile({ company: null })
    expect(leads(world)).toMatchObject([{ Title: 'Engineer', Company: 'ACME' }])
    expect(rowsOf(world, 'marketo.sync_errors')).toEqual([])
    await world.runner.advance(5 * minutes)
    expect(rowsOf(world, 'marketo.sync_errors')).toMatchObject([{ message: 'Required fields are missing: [Company]' }])
    expect([due(world), pending(world)]).toEqual([[], []])
  })

  test('loses no change that comes while Salesforce is asked', async () => {
    const world = await changedMeanwhile({ title: 'Manager' })
    expect(leads(world)).toMatchObject([{ Title: 'Engineer' }])
    expect(due(world)).toEqual(['2024-01-01T12:10:00.000Z'])
    await world.runner.advance(5 * minutes)
    expect(leads(world)).toMatchObject([{ Title: 'Manager' }])
    expect([due(world), pending(world)]).toEqual([[], []])
  })

  test('forgets a change of who was deleted meanwhile', async () => {
    const { ask, world, write } = await raised(open)
    await write({ input: [{ ...jane, title: 'Engineer' }] })
    await ask('POST', '/rest/v1/leads/delete.json?id=1')
    await world.runner.advance(3 * minutes)
    expect(leads(world)[0]).not.toHaveProperty('Title', 'Engineer')
    expect([due(world), pending(world)]).toEqual([[], []])
  })
})

describeEachWay('Marketo flow step Sync Lead to SFDC', (open) => {
  for (const [status, Behavior_Score__c] of [
    ['Inquiry', 20],
    ['MQL', 100],
  ] as const) {
    test(`sends who becomes ${status} without a hand raise or trial`, async () => {
      const { world, write } = await connect(open)
      await write({ input: [{ ...jane, Behavior_Score__c, productInteraction: 'SaaS Registration' }] })
      await world.settle()
      expect(leads(world)).toMatchObject([{ Status: status }])
    })
  }
})
