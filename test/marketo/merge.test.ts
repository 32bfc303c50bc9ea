import { expect, test } from 'vitest'
import type { Schema } from '../../contracts/openapi/types.ts'
import { change } from '../customersdot/neighbours.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { connect, findings, people, refusal, rowsOf } from './connect.ts'

type Lead = Schema<'MarketoLead'>
const jane = { email: 'jane@example.com', firstName: 'Jane', lastName: 'Doe', company: 'ACME' }
const ids = (rows: { id: number }[]) => rows.map(({ id }) => id)

/** A world with some people in Marketo. */
async function knowing(open: Open, ...input: object[]) {
  const client = await connect(open)
  await client.write({ input })
  return client
}

describeEachWay('Marketo deleteLeads', (open) => {
  const path = '/rest/v1/leads/delete.json'

  test('deletes who is named in the body or in the query, skips whom nobody knows, and logs it', async () => {
    const { ask, world } = await knowing(open, jane, { email: 'john@example.com' }, { email: 'judy@example.com' })
    const skipped = { id: 99, status: 'skipped', reasons: [{ code: '1004', message: 'Lead not found' }] }
    expect((await ask('POST', path, { input: [{ id: 1 }, { id: 99 }] })).result).toEqual([{ id: 1, status: 'deleted' }, skipped])
    expect((await ask('POST', `${path}?id=2,99&id=2`)).result).toEqual([{ id: 2, status: 'deleted' }, skipped])
    expect(ids(people(world))).toEqual([3])
    const deleted = rowsOf<{ activityTypeId: number }>(world, 'marketo.activities').filter(({ activityTypeId }) => activityTypeId === 37)
    expect(deleted).toMatchObject([
      { leadId: 1, primaryAttributeValueId: 1, primaryAttributeValue: 'Jane Doe' },
      { leadId: 2, primaryAttributeValueId: 2 },
    ])
    expect(await findings(world)).toEqual([])
  })

  test('leaves the lead in Salesforce, and makes a new person of the address', async () => {
    const { ask, world, write } = await knowing(open, { ...jane, productInteraction: 'Hand Raise PQL' })
    await world.settle()
    await ask('POST', path, { input: [{ id: 1 }] })
    expect(rowsOf(world, 'salesforce.leads')).toHaveLength(1)
    expect((await write({ input: [jane] })).result).toEqual([{ id: 2, status: 'created' }])
  })

  test('refuses nobody with 1002, more than 300 and what is no id with 1003, and deletes nobody', async () => {
    const { ask, world } = await knowing(open, jane)
    const many = Array.from({ length: 301 }, (_, index) => ({ id: index + 1 }))
    expect(await ask('POST', path)).toMatchObject(refusal('1002', "Missing value for the required parameter 'id'"))
    expect(await ask('POST', path, { input: many })).toMatchObject(refusal('1003', 'Invalid data'))
    expect(await ask('POST', `${path}?id=1,jane`)).toMatchObject(refusal('1003', 'Invalid data'))
    expect(people(world)).toHaveLength(1)
  })
})

describeEachWay('Marketo mergeLeads', (open) => {
  const path = (winner: number, query: string) => `/rest/v1/leads/${winner}/merge.json?${query}`

  test('keeps what the winner has, and takes the rest from the losers, the first of them first', async () => {
    const { ask, world } = await knowing(
      open,
      { email: 'jane@example.com', firstName: 'Jane' },
      { email: 'j@example.com', firstName: 'J', lastName: 'Doe', phone: '1' },
      { email: 'jd@example.com', lastName: 'D', company: 'ACME' },
    )
    await ask('POST', '/rest/v1/lists/1001/leads.json', { input: [{ id: 2 }, { id: 3 }] })
    const answer = await ask('POST', path(1, 'leadIds=2,3&mergeInCRM=false'), { data: {} })
    expect(answer).toEqual({ requestId: expect.any(String), success: true })
    expect(people(world)).toEqual([
      expect.objectContaining({ id: 1, email: 'jane@example.com', firstName: 'Jane', lastName: 'Doe', phone: '1', company: 'ACME' }),
    ])
    expect(rowsOf(world, 'marketo.list_members')).toMatchObject([{ leadId: 1, listId: 1001 }])
    const log = rowsOf<{ leadId: number; activityTypeId: number }>(world, 'marketo.activities')
    expect(new Set(log.map(({ leadId }) => leadId))).toEqual(new Set([1]))
    expect(log.at(-1)).toMatchObject({ activityTypeId: 32, attributes: { 'Merge IDs': '2,3' } })
    expect(await findings(world)).toEqual([])
  })

  test('lets the one win who is in Salesforce, whoever is named, and takes what changed there with the next cycle', async () => {
    const { ask, world } = await knowing(
      open,
      { email: 'j@example.com', title: 'Engineer' },
      { ...jane, productInteraction: 'Hand Raise PQL' },
    )
    await world.settle()
    await ask('POST', path(1, 'leadId=2'))
    expect(people(world)).toMatchObject([{ id: 2, email: jane.email, title: 'Engineer', sfdcType: 'Lead' }])
    await world.runner.advance(300_000)
    expect(rowsOf(world, 'salesforce.leads')).toMatchObject([{ Email: jane.email, Title: 'Engineer' }])
  })

  test('lets a contact of Salesforce win over a lead there', async () => {
    const { ask, world } = await knowing(open, jane, { email: 'j@example.com' })
    const [one, other] = people(world) as [Lead, Lead]
    change(world, 'marketo.leads', 1, { ...one, sfdcLeadId: '00Q5e00000A1b2cEAB' })
    change(world, 'marketo.leads', 2, { ...other, sfdcContactId: '0035e00000A1b2cAAB' })
    expect(await ask('POST', path(1, 'leadId=2&mergeInCRM=true'))).toMatchObject({ success: false, errors: [{ code: '1078' }] })
    expect(await ask('POST', path(1, 'leadId=2'))).toMatchObject({ success: true })
    expect(people(world)).toMatchObject([{ id: 2, email: 'j@example.com', lastName: 'Doe' }])
    expect(people(world)[0]).not.toHaveProperty('sfdcLeadId')
  })

  const many = Array.from({ length: 26 }, (_, index) => index + 2).join()
  const refusals: Record<string, { query: string; code: string; message: string }> = {
    'no loser': { query: '', code: '1002', message: "Missing value for the required parameter 'leadIds'" },
    'more than 25 losers': { query: `leadIds=${many}`, code: '1080', message: 'Too many losing leads' },
    'an unknown loser': { query: 'leadId=99', code: '1004', message: 'Lead not found' },
    'a winner who loses': { query: 'leadId=1', code: '1003', message: 'Invalid data' },
    'what is no id': { query: 'leadId=jane', code: '1003', message: 'Invalid data' },
  }
  for (const [name, { query, code, message }] of Object.entries(refusals)) {
    test(`refuses ${name} with ${code} and merges nobody`, async () => {
      const { ask, world } = await knowing(open, jane, { email: 'john@example.com' })
      expect(await ask('POST', path(1, query))).toMatchObject(refusal(code, message))
      expect(people(world)).toHaveLength(2)
    })
  }
})
