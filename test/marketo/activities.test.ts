import { expect, test } from 'vitest'
import { example, schema } from '../../contracts/openapi/spec.ts'
import { describeEachWay } from '../ways.ts'
import { connect, findings, refusal } from './connect.ts'

const since = (moment: string) => `/rest/v1/activities/pagingtoken.json?sinceDatetime=${encodeURIComponent(moment)}`
const page = (token: string, types: string, rest = '') =>
  `/rest/v1/activities.json?nextPageToken=${encodeURIComponent(token)}&activityTypeIds=${types}${rest}`
const ids = (rows: { leadId: number }[]) => rows.map(({ leadId }) => leadId)
const people = (length: number, name = 'jane') => Array.from({ length }, (_, index) => ({ email: `${name}${index}@example.com` }))

describeEachWay('Marketo getPagingToken', (open) => {
  test('returns the documented form of a moment and no result', async () => {
    const { read, world } = await connect(open)
    const answer = await read(`${since('2008-11-06T00:00:00Z')}&_method=GET`)
    expect(answer).toEqual({
      requestId: expect.any(String),
      success: true,
      nextPageToken: 'GIYDAOBNGEYS2MBWKQYDAORQGA5DAMBOGAYDAKZQGAYDALBQ',
    })
    expect(await findings(world)).toEqual([])
  })

  test('takes a day, and a moment with an offset', async () => {
    const { read } = await connect(open)
    const utc = await read(since('2024-01-01T00:00:00Z'))
    for (const same of ['2024-01-01', '2024-01-01T02:00:00+02:00', '2024-01-01T02:00:00+0200', '2024-01-01T00:00:00'])
      expect((await read(since(same))).nextPageToken).toBe(utc.nextPageToken)
  })

  test('refuses what is no date with 704', async () => {
    const { read } = await connect(open)
    for (const moment of ['yesterday', '1', '2024-13-01', ''])
      expect(await read(since(moment))).toMatchObject(refusal('704', 'Invalid date format'))
  })
})

describeEachWay('Marketo getActivities', (open) => {
  test('returns what happened to a person who raised a hand', async () => {
    const { read, write, world } = await connect(open)
    world.clock.freeze(Date.parse('2024-01-01T00:00:01Z'))
    await write(example('MarketoSyncLeadsRequest'))
    await world.settle()
    const { nextPageToken } = await read(since('2024-01-01'))
    const { result, moreResult } = await read(page(nextPageToken, '12,13,19,22,46'))
    expect(moreResult).toBe(false)
    expect(result.map(({ activityTypeId }: { activityTypeId: number }) => activityTypeId)).toEqual([12, 13, 22, 22, 22, 13, 46, 19])
    expect(result[2]).toEqual({
      id: 3,
      marketoGUID: '3',
      leadId: 1,
      activityDate: '2024-01-01T00:00:01Z',
      activityTypeId: 22,
      campaignId: 1041,
      primaryAttributeValue: 'Lead Score',
      attributes: [
        { name: 'Change Value', value: '+100' },
        { name: 'New Value', value: 100 },
        { name: 'Old Value', value: 0 },
        { name: 'Reason', value: 'Inbound - Hand Raise' },
      ],
    })
    expect(await findings(world)).toEqual([])
  })

  test('begins at the moment of the token', async () => {
    const { read, write, world } = await connect(open)
    world.clock.freeze(Date.parse('2024-01-01T00:00:00Z'))
    for (const input of people(9)) {
      await write({ input: [input] })
      world.clock.advance(60 * 1000)
    }
    const after = async (moment: string) => ids((await read(page((await read(since(moment))).nextPageToken, '12'))).result)
    expect(await after('2023-12-31')).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(await after('2024-01-01T00:04:00Z')).toEqual([5, 6, 7, 8, 9])
    expect(await after('2024-01-01T00:04:01Z')).toEqual([6, 7, 8, 9])
    expect(await after('2024-01-01T00:08:00Z')).toEqual([9])
    expect(await after('2024-01-02')).toEqual([])
  })

  test('goes on where the page before ended, and later with what is new', async () => {
    const { read, write, world } = await connect(open)
    await write({ input: people(5) })
    const start = (await read(since('2024-01-01'))).nextPageToken
    const first = await read(page(start, '12', '&batchSize=2'))
    const second = await read(page(first.nextPageToken, '12', '&batchSize=3'))
    expect([ids(first.result), first.moreResult, ids(second.result), second.moreResult]).toEqual([[1, 2], true, [3, 4, 5], false])
    const third = await read(page(second.nextPageToken, '12'))
    expect([third.result, third.moreResult]).toEqual([[], false])
    await write({ input: [{ email: 'john@example.com' }] })
    expect(ids((await read(page(third.nextPageToken, '12'))).result)).toEqual([6])
    expect(await findings(world)).toEqual([])
  })

  test('looks at a limited number at a time, and says that there is more', async () => {
    const { read, write, world } = await connect(open)
    for (let batch = 0; batch < 11; batch++) await write({ input: people(300, `batch${batch}-`) })
    await write({ input: [{ email: 'batch0-0@example.com', firstName: 'Jane' }] })
    const start = (await read(since('2024-01-01'))).nextPageToken
    const first = await read(page(start, '13'))
    expect(first).toMatchObject({ result: [], moreResult: true })
    const second = await read(page(first.nextPageToken, '13'))
    expect(second).toMatchObject({ result: [{ leadId: 1, activityTypeId: 13 }], moreResult: false })
    expect(await findings(world)).toEqual([])
  })

  test('filters by type and by person, page by page', async () => {
    const { read, write } = await connect(open)
    await write({ input: people(4) })
    await write({ input: people(4).map((person) => ({ ...person, firstName: 'Jane', lastName: 'Doe' })) })
    const start = (await read(since('2024-01-01'))).nextPageToken
    const first = await read(page(start, '13', '&leadIds=2,4&batchSize=3'))
    const second = await read(page(first.nextPageToken, '13', '&leadIds=2,4&batchSize=3'))
    expect([ids(first.result), first.moreResult, ids(second.result), second.moreResult]).toEqual([[2, 2, 4], true, [4], false])
    expect((await read(page(start, '12,13', '&assetIds=27'))).result).toEqual([])
  })

  test('refuses too many types or people, both filters and what is no id with 1003, an unknown list with 1013', async () => {
    const { read } = await connect(open)
    const start = (await read(since('2024-01-01'))).nextPageToken
    const many = (length: number) => Array.from({ length }, (_, index) => index + 1).join()
    for (const path of [
      page(start, many(11)),
      page(start, '12', `&leadIds=${many(31)}`),
      page(start, '12', '&leadIds=1&listId=1001'),
      page(start, 'twelve'),
      page(start, '12', '&leadIds='),
      page('AAAA', '12'),
    ])
      expect(await read(path)).toMatchObject(refusal('1003', 'Invalid data'))
    expect(await read(page(start, '12', '&listId=9'))).toMatchObject(refusal('1013', 'Object not found'))
  })
})

describeEachWay('Marketo getActivityTypes', (open) => {
  test('returns the types of openapi.yaml', async () => {
    const { read, world } = await connect(open)
    const { result } = await read('/rest/v1/activities/types.json')
    expect(result).toEqual(schema('MarketoActivityType').examples)
    expect(result.map(({ id }: { id: number }) => id)).toEqual(expect.arrayContaining([12, 13, 19, 22, 46]))
    expect(await findings(world)).toEqual([])
  })
})
