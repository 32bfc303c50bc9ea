import { expect, test } from 'vitest'
import { example, schema } from '../../contracts/openapi/spec.ts'
import { change } from '../customersdot/neighbours.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { connect, findings, people, refusal } from './connect.ts'

const described = Object.entries(schema('MarketoLead').properties ?? {}).filter(([, property]) => property['x-marketo'])
const names = described.map(([name]) => name)

describeEachWay('Marketo describeLeadFields', (open) => {
  test('describes the fields of openapi.yaml in the older form', async () => {
    const { read, world } = await connect(open)
    const { result } = await read('/rest/v1/leads/describe.json')
    expect(result.map(({ rest }: { rest: { name: string } }) => rest.name)).toEqual(names)
    expect(result[0]).toEqual({ id: 1, displayName: 'Id', dataType: 'integer', rest: { name: 'id', readOnly: true } })
    expect(result[1]).toEqual({
      ...{ id: 2, displayName: 'Email Address', dataType: 'email', length: 255 },
      rest: { name: 'email', readOnly: false },
    })
    expect(await findings(world)).toEqual([])
  })
})

describeEachWay('Marketo lead fields', (open) => {
  const path = '/rest/v1/leads/schema/fields'
  const email = {
    ...{ displayName: 'Email Address', name: 'email', description: null, dataType: 'email', length: 255 },
    ...{ isHidden: false, isHtmlEncodingInEmail: true, isSensitive: true, isCustom: false, isApiCreated: false },
  }

  test('are read one by one', async () => {
    const { read, world } = await connect(open)
    expect((await read(`${path}/email.json`)).result).toEqual([email])
    expect((await read(`${path}/GLM_Content__c.json`)).result).toMatchObject([{ isCustom: true }])
    expect(await read(`${path}/shoeSize.json`)).toMatchObject(refusal('1006', "Field 'shoeSize' not found"))
    expect(await findings(world)).toEqual([])
  })

  test('are read page by page', async () => {
    const { read } = await connect(open)
    const first = await read(`${path}.json?batchSize=50`)
    const rest = await read(`${path}.json?nextPageToken=${encodeURIComponent(first.nextPageToken)}`)
    expect([first.moreResult, rest.moreResult]).toEqual([true, false])
    expect([...first.result, ...rest.result].map(({ name }: { name: string }) => name)).toEqual(names)
    expect(await read(`${path}.json?nextPageToken=AAAA`)).toMatchObject(refusal('1003', 'Invalid data'))
  })
})

describeEachWay('Marketo partitions', (open) => {
  const jane = { email: 'jane@example.com' }
  const skipped = (code: string, message: string) => [{ status: 'skipped', reasons: [{ code, message }] }]

  async function withEurope(open: Open, accessible = true) {
    const client = await connect(open)
    change(client.world, 'marketo.partitions', 2, { ...example('MarketoPartitionRow', 1), accessible })
    return client
  }

  test('are listed', async () => {
    const { read, world } = await withEurope(open)
    expect((await read('/rest/v1/leads/partitions.json')).result).toEqual([
      { id: 1, name: 'Default', description: 'Initial system lead partition' },
      { id: 2, name: 'Europe' },
    ])
    expect(await findings(world)).toEqual([])
  })

  test('hold the people that are created in them, who are not updated through another one', async () => {
    const { write, world } = await withEurope(open)
    expect((await write({ partitionName: 'Europe', input: [jane] })).result).toEqual([{ id: 1, status: 'created' }])
    expect((await write({ partitionName: 'Europe', input: [jane] })).result).toEqual([{ id: 1, status: 'updated' }])
    expect((await write({ partitionName: 'Default', input: [jane] })).result).toEqual(skipped('1010', 'Partition update not allowed'))
    expect((await write({ input: [jane] })).result).toEqual([{ id: 1, status: 'updated' }])
    expect(people(world)).toMatchObject([{ partitionId: 2 }])
  })

  test('that the user may not use are refused with 1008, except where the action does not heed them', async () => {
    const { write } = await withEurope(open, false)
    const denied = skipped('1008', "Access denied to partition 'Europe'")
    expect((await write({ partitionName: 'Europe', input: [jane] })).result).toEqual(denied)
    expect((await write({ partitionName: 'Europe', action: 'createOnly', input: [jane] })).result).toEqual(denied)
    const duplicate = { partitionName: 'Europe', action: 'createDuplicate', input: [jane] }
    expect((await write(duplicate)).result).toEqual([{ id: 1, status: 'created' }])
  })
})
