import { expect, test } from 'vitest'
import { describeEachWay, type Open } from '../ways.ts'
import { connect, findings, refusal, rowsOf } from './connect.ts'

const members = '/rest/v1/lists/1001/leads.json'
const unknown = { id: 99, status: 'skipped', reasons: [{ code: '1004', message: 'Lead not found' }] }
const names = ({ result }: { result: { name: string }[] }) => result.map(({ name }) => name)

/** A world with three people. */
async function knowing(open: Open) {
  const client = await connect(open)
  await client.write({ input: ['jane', 'john', 'judy'].map((name) => ({ email: `${name}@example.com`, firstName: name })) })
  return client
}

describeEachWay('Marketo lists', (open) => {
  test('are found by id, name, program and workspace', async () => {
    const { read, world } = await connect(open)
    const lists = '/rest/v1/lists.json'
    expect(names(await read(lists))).toEqual(['Trials', 'Hand raises'])
    expect(names(await read(`${lists}?id=1002,7`))).toEqual(['Hand raises'])
    expect(names(await read(`${lists}?name=Trials,Nothing`))).toEqual(['Trials'])
    expect(names(await read(`${lists}?programName=GitLab SaaS Trial&workspaceName=Default`))).toEqual(['Trials'])
    expect(await read(`${lists}?name=Nothing`)).toMatchObject({ success: true, result: [] })
    expect(await findings(world)).toEqual([])
  })

  test('are read one by one, and page by page', async () => {
    const { read } = await connect(open)
    expect((await read('/rest/v1/lists/1001.json')).result).toMatchObject([{ id: 1001, name: 'Trials', workspaceName: 'Default' }])
    const first = await read('/rest/v1/lists.json?batchSize=1')
    expect(first).toMatchObject({ result: [{ id: 1001 }], moreResult: true })
    const next = `/rest/v1/lists.json?batchSize=1&nextPageToken=${encodeURIComponent(first.nextPageToken)}`
    expect((await read(next)).result).toMatchObject([{ id: 1002 }])
    expect(await read('/rest/v1/lists.json?nextPageToken=AAAA')).toMatchObject(refusal('1003', 'Invalid data'))
  })

  test('take people in by body or query, once each, and log it', async () => {
    const { ask, world } = await knowing(open)
    expect((await ask('POST', members, { input: [{ id: 1 }, { id: 99 }] })).result).toEqual([{ id: 1, status: 'added' }, unknown])
    expect((await ask('POST', `${members}?id=1&id=2`)).result).toEqual([
      { id: 1, status: 'added' },
      { id: 2, status: 'added' },
    ])
    expect(rowsOf(world, 'marketo.list_members')).toMatchObject([{ leadId: 1 }, { leadId: 2 }])
    const added = rowsOf<{ activityTypeId: number }>(world, 'marketo.activities').filter(({ activityTypeId }) => activityTypeId === 24)
    expect(added).toMatchObject([{ leadId: 1, primaryAttributeValueId: 1001, primaryAttributeValue: 'Trials' }, { leadId: 2 }])
    expect(await findings(world)).toEqual([])
  })

  test('let people go, and skip who is not in them with 1015', async () => {
    const { ask, world } = await knowing(open)
    await ask('POST', `${members}?id=1,2`)
    expect((await ask('DELETE', `${members}?id=1&id=3&id=99`)).result).toEqual([
      { id: 1, status: 'removed' },
      { id: 3, status: 'skipped', reasons: [{ code: '1015', message: 'Lead not in list' }] },
      unknown,
    ])
    expect((await ask('DELETE', `${members}?id=1%26id%3D2`)).result).toMatchObject([{ id: 1 }, { id: 2, status: 'removed' }])
    expect(rowsOf(world, 'marketo.list_members')).toEqual([])
    expect(await findings(world)).toEqual([])
  })

  test('tell who is in them', async () => {
    const { ask, read, world } = await knowing(open)
    await ask('POST', `${members}?id=1`)
    expect((await read('/rest/v1/lists/1001/leads/ismember.json?id=1&id=2&id=99')).result).toEqual([
      { id: 1, status: 'memberof' },
      { id: 2, status: 'notmemberof' },
      unknown,
    ])
    expect(await findings(world)).toEqual([])
  })

  for (const path of [members, '/rest/v1/list/1001/leads.json']) {
    test(`give their people by ${path}, page by page`, async () => {
      const { ask, read, world } = await knowing(open)
      await ask('POST', `${members}?id=3,1,2`)
      const first = await read(`${path}?batchSize=2&fields=firstName`)
      expect(first).toMatchObject({ result: [{ id: 1, firstName: 'jane' }, { id: 2 }], moreResult: true })
      const rest = await read(`${path}?batchSize=2&nextPageToken=${encodeURIComponent(first.nextPageToken)}`)
      expect(rest.result).toMatchObject([{ id: 3, email: 'judy@example.com', firstName: 'judy', lastName: null }])
      expect(await read(`${path}?fields=shoeSize`)).toMatchObject(refusal('1006', "Field 'shoeSize' not found"))
      expect(await read(`${path}?nextPageToken=AAAA`)).toMatchObject(refusal('1003', 'Invalid data'))
      expect(await findings(world)).toEqual([])
    })
  }

  test('narrow activities down to their people', async () => {
    const { ask, read } = await knowing(open)
    await ask('POST', `${members}?id=2`)
    const { nextPageToken } = await read('/rest/v1/activities/pagingtoken.json?sinceDatetime=2024-01-01')
    const { result } = await read(`/rest/v1/activities.json?nextPageToken=${nextPageToken}&activityTypeIds=12,24&listId=1001`)
    expect(result).toMatchObject([
      { leadId: 2, activityTypeId: 12 },
      { leadId: 2, activityTypeId: 24 },
    ])
  })

  test('that nobody knows are refused with 1013, nobody at all with 1002, too many people with 1003', async () => {
    const { ask } = await knowing(open)
    for (const [method, path] of [
      ['GET', '/rest/v1/lists/9.json'],
      ['GET', '/rest/v1/list/9/leads.json'],
      ['POST', '/rest/v1/lists/9/leads.json?id=1'],
      ['DELETE', '/rest/v1/lists/9/leads.json?id=1'],
      ['GET', '/rest/v1/lists/9/leads/ismember.json?id=1'],
    ] as const)
      expect(await ask(method, path)).toMatchObject(refusal('1013', 'Object not found'))
    expect(await ask('DELETE', members)).toMatchObject(refusal('1002', "Missing value for the required parameter 'id'"))
    const many = Array.from({ length: 301 }, (_, index) => index).join()
    expect(await ask('POST', `${members}?id=${many}`)).toMatchObject(refusal('1003', 'Invalid data'))
  })
})
