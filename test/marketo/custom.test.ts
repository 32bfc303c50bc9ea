import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { connect, findings, refusal, rowsOf } from './connect.ts'

const path = '/rest/v1/activities/external.json'
const request = example('MarketoAddCustomActivitiesRequest')
const activity = { ...request.input[0], leadId: 1 }
const jane = { email: 'jane@example.com', firstName: 'Jane', lastName: 'Doe' }
const noon = '2024-01-01T12:00:00Z'

async function knowing(open: Open, ...input: object[]) {
  const client = await connect(open)
  client.world.clock.freeze(Date.parse(noon))
  await client.write({ input: [jane, ...input] })
  const since = async (moment: string) =>
    encodeURIComponent((await client.read(`/rest/v1/activities/pagingtoken.json?sinceDatetime=${moment}`)).nextPageToken)
  return { ...client, since }
}

describeEachWay('Marketo addCustomActivities', (open) => {
  test('adds activities, which are read like the others', async () => {
    const { ask, read, since, world } = await knowing(open)
    const count = { name: 'Times Used', value: 3 }
    const { result } = await ask('POST', path, { input: [activity, { ...activity, attributes: [count], activityDate: noon }] })
    expect(result).toEqual([
      { id: 2, marketoGUID: '2', status: 'added' },
      { id: 3, marketoGUID: '3', status: 'added' },
    ])
    const found = await read(`/rest/v1/activities.json?activityTypeIds=100001&nextPageToken=${await since('2024-01-01')}`)
    expect(found.result).toEqual([
      expect.objectContaining({
        ...{ id: 2, leadId: 1, activityDate: '2024-01-01T00:00:00Z', activityTypeId: 100001 },
        ...{ primaryAttributeValue: 'CI pipelines', attributes: [{ name: 'Plan', value: 'premium' }] },
      }),
      expect.objectContaining({ id: 3, activityDate: noon, attributes: [count] }),
    ])
    expect(await findings(world)).toEqual([])
  })

  test('takes activities of long ago without hiding what came before or after them', async () => {
    const { ask, read, since, world } = await knowing(open)
    await ask('POST', path, { input: [{ ...activity, activityDate: '2020-01-01T00:00:00Z' }] })
    world.clock.advance(60_000)
    await ask('POST', path, { input: [{ ...activity, activityDate: '2024-01-01T12:01:00Z' }] })
    const after = async (moment: string) =>
      (await read(`/rest/v1/activities.json?activityTypeIds=12,100001&nextPageToken=${await since(moment)}`)).result.map(
        ({ id }: { id: number }) => id,
      )
    expect(await after('2019-01-01')).toEqual([1, 2, 3])
    expect(await after('2024-01-01T12:00:30Z')).toEqual([3])
  })

  const faults: Record<string, { more: object; code: string; message: string }> = {
    'no date': { more: { activityDate: undefined }, code: '1002', message: "Missing value for the required parameter 'activityDate'" },
    'an unknown person': { more: { leadId: 99 }, code: '1004', message: 'Lead not found' },
    'a built-in type': { more: { activityTypeId: 46 }, code: '1003', message: 'Invalid data' },
    'attributes that are no list': { more: { attributes: {} }, code: '1003', message: 'Invalid data' },
    'a date that is none': {
      more: { activityDate: 'today' },
      ...{ code: '1001', message: "Invalid value 'today'. Required of type 'datetime'" },
    },
    'an unknown attribute': {
      more: { attributes: [{ apiName: 'shoeSize', value: '38' }] },
      ...{ code: '1006', message: "Field 'shoeSize' not found" },
    },
    'an attribute of another type': {
      more: { attributes: [{ apiName: 'timesUsed', value: 'often' }] },
      ...{ code: '1001', message: "Invalid value 'often'. Required of type 'integer'" },
    },
    'attributes of more than 65,536 bytes': {
      more: { attributes: [{ apiName: 'uRL', value: 'x'.repeat(65_536) }] },
      ...{ code: '1049', message: 'Failed to Create Activity' },
    },
  }
  for (const [name, { more, code, message }] of Object.entries(faults)) {
    test(`skips an activity with ${name} with ${code}, and adds the others`, async () => {
      const { ask } = await knowing(open)
      const { result } = await ask('POST', path, { input: [{ ...activity, ...more }, activity] })
      expect(result).toEqual([{ status: 'skipped', errors: [{ code, message }] }, expect.objectContaining({ status: 'added' })])
    })
  }

  test('refuses more than 300 with 1003', async () => {
    const { ask, world } = await knowing(open)
    const answer = await ask('POST', path, { input: Array.from({ length: 301 }, () => activity) })
    expect(answer).toMatchObject(refusal('1003', 'Invalid data'))
    expect(rowsOf(world, 'marketo.activities')).toHaveLength(1)
  })
})

describeEachWay('Marketo getLeadChanges', (open) => {
  const changes = (token: string, rest: string) => `/rest/v1/activities/leadchanges.json?nextPageToken=${token}&${rest}`

  test('returns new people and the changes of the fields asked for', async () => {
    const { read, since, world, write } = await knowing(open)
    await write({ input: [{ ...jane, firstName: 'J', company: 'ACME' }] })
    const { result, moreResult } = await read(changes(await since('2024-01-01'), 'fields=firstName,lastName'))
    expect(result).toEqual([
      {
        ...{ id: 1, marketoGUID: '1', leadId: 1, activityDate: noon, activityTypeId: 12, fields: [] },
        attributes: [
          { name: 'Source Type', value: 'Web service API' },
          { name: 'Lead ID', value: 1 },
        ],
      },
      {
        ...{ id: 2, marketoGUID: '2', leadId: 1, activityDate: noon, activityTypeId: 13 },
        fields: [{ id: 3, name: 'firstName', newValue: 'J', oldValue: 'Jane' }],
        attributes: [
          { name: 'Source', value: 'Web service API' },
          { name: 'Lead ID', value: 1 },
        ],
      },
    ])
    expect(moreResult).toBe(false)
    expect(await findings(world)).toEqual([])
  })

  test('tells which campaign changed a field, of whom and in which list', async () => {
    const { ask, read, since, world } = await knowing(open, { email: 'john@acme.example', productInteraction: 'SaaS Trial' })
    await world.settle()
    await ask('POST', '/rest/v1/lists/1001/leads.json?id=2')
    const token = await since('2024-01-01')
    for (const whom of ['leadIds=2', 'listId=1001'])
      expect((await read(changes(token, `fields=leadStatus&${whom}`))).result).toMatchObject([
        { leadId: 2, activityTypeId: 12 },
        { leadId: 2, campaignId: 1050, fields: [{ name: 'leadStatus', newValue: 'MQL', oldValue: null }] },
      ])
  })

  test('refuses an unknown field with 1006, an unknown list with 1013, no field with 1002, what is no page with 1003', async () => {
    const { read, since } = await knowing(open)
    const token = await since('2024-01-01')
    expect(await read(changes(token, 'fields=shoeSize'))).toMatchObject(refusal('1006', "Field 'shoeSize' not found"))
    expect(await read(changes(token, 'fields=email&listId=9'))).toMatchObject(refusal('1013', 'Object not found'))
    expect(await read(changes(token, ''))).toMatchObject(refusal('1002', "Missing value for the required parameter 'fields'"))
    expect(await read(changes('AAAA', 'fields=email'))).toMatchObject(refusal('1003', 'Invalid data'))
    expect(await read(changes(token, 'fields=email&leadIds=1&listId=1001'))).toMatchObject(refusal('1003', 'Invalid data'))
  })
})

describeEachWay('Marketo getDeletedLeads', (open) => {
  const path = '/rest/v1/activities/deletedleads.json?nextPageToken='

  test('returns who was deleted since, page by page', async () => {
    const { ask, read, since, world } = await knowing(open, { email: 'john@acme.example' })
    await ask('POST', '/rest/v1/leads/delete.json?id=1,2')
    const first = await read(`${path}${await since('2024-01-01')}&batchSize=1`)
    expect(first).toMatchObject({ result: [{ leadId: 1, activityTypeId: 37, primaryAttributeValue: 'Jane Doe', attributes: [] }] })
    const rest = await read(path + encodeURIComponent(first.nextPageToken))
    expect(rest).toMatchObject({ result: [{ leadId: 2 }], moreResult: false })
    expect(await read(`${path}AAAA`)).toMatchObject(refusal('1003', 'Invalid data'))
    expect(await findings(world)).toEqual([])
  })
})
