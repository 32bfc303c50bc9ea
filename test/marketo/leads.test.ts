import { expect, test } from 'vitest'
import { schema } from '../../contracts/openapi/spec.ts'
import { describeEachWay } from '../ways.ts'
import { connect, findings, refusal } from './connect.ts'

const crowd = (length: number, namespace: number) =>
  Array.from({ length }, (_, index) => ({ email: `jane${namespace}-${index}@example.com`, PQL_Namespace_Id__c: namespace }))

describeEachWay('Marketo getLead', (open) => {
  test('returns the default fields, null where there is no value', async () => {
    const { read, write, world } = await connect(open)
    world.clock.freeze(Date.parse('2024-01-01T00:00:00Z'))
    await write({ input: [{ email: 'john@example.com', firstName: 'John', company: 'ACME' }] })
    const { result } = await read('/rest/v1/lead/1.json')
    const at = '2024-01-01T00:00:00Z'
    expect(result).toEqual([{ id: 1, email: 'john@example.com', firstName: 'John', lastName: null, createdAt: at, updatedAt: at }])
    expect(await findings(world)).toEqual([])
  })

  test('returns the fields asked for, and the id', async () => {
    const { read, write } = await connect(open)
    await write({ input: [{ email: 'john@example.com', company: 'ACME' }] })
    expect((await read('/rest/v1/lead/1.json?fields=company,leadScore')).result).toEqual([{ id: 1, company: 'ACME', leadScore: null }])
  })

  test('refuses an unknown person with 1004 and an unknown field with 1006', async () => {
    const { read } = await connect(open)
    expect(await read('/rest/v1/lead/99.json')).toMatchObject(refusal('1004', 'Lead not found'))
    expect(await read('/rest/v1/lead/99.json?fields=shoeSize')).toMatchObject(refusal('1006', "Field 'shoeSize' not found"))
    expect(await read('/rest/v1/lead/99.json?fields=mayShareEmail')).toMatchObject(refusal('1006', "Field 'mayShareEmail' not found"))
  })
})

describeEachWay('Marketo getLeads', (open) => {
  const find = (filterType: string, filterValues: string, rest = '') =>
    `/rest/v1/leads.json?filterType=${filterType}&filterValues=${encodeURIComponent(filterValues)}${rest}`

  test('finds people by e-mail address in any case, id and namespace', async () => {
    const { read, write, world } = await connect(open)
    await write({ input: [...crowd(2, 1000), ...crowd(1, 2000)] })
    const ids = async (path: string) => (await read(path)).result.map(({ id }: { id: number }) => id)
    expect(await ids(find('email', 'JANE2000-0@example.com, jane1000-0@example.com'))).toEqual([1, 3])
    expect(await ids(find('id', '2,3,3,99,jane', '&_method=GET'))).toEqual([2, 3])
    expect(await ids(find('PQL_Namespace_Id__c', '1000'))).toEqual([1, 2])
    expect(await ids(find('sfdcLeadId', '00Q5e00000A1b2cEAB'))).toEqual([])
    expect(await findings(world)).toEqual([])
  })

  test('finds a person by the id of Salesforce', async () => {
    const { read, write, world } = await connect(open)
    await write({ input: [{ email: 'jane@example.com', lastName: 'Doe', company: 'ACME', productInteraction: 'Hand Raise PQL' }] })
    await world.settle()
    const [{ sfdcLeadId }] = (await read('/rest/v1/lead/1.json?fields=sfdcLeadId')).result
    expect((await read(find('sfdcLeadId', sfdcLeadId))).result).toMatchObject([{ id: 1 }])
  })

  test('answers in pages', async () => {
    const { read, write, world } = await connect(open)
    await write({ input: crowd(5, 1000) })
    const pages = []
    let page = await read(find('PQL_Namespace_Id__c', '1000', '&batchSize=2&fields=id'))
    for (pages.push(page); page.moreResult; pages.push(page))
      page = await read(
        find('PQL_Namespace_Id__c', '1000', `&batchSize=2&fields=id&nextPageToken=${encodeURIComponent(page.nextPageToken)}`),
      )
    expect(pages.map(({ result }) => result)).toEqual([[{ id: 1 }, { id: 2 }], [{ id: 3 }, { id: 4 }], [{ id: 5 }]])
    expect(await findings(world)).toEqual([])
  })

  test('refuses more than 1,000 matches and more than 300 values with 1003', async () => {
    const { read, write } = await connect(open)
    for (const batch of [0, 1, 2, 3]) await write({ input: crowd(260, batch).map((person) => ({ ...person, PQL_Namespace_Id__c: 7 })) })
    expect(await read(find('PQL_Namespace_Id__c', '7'))).toMatchObject(refusal('1003', 'Too many results match the filter'))
    const values = Array.from({ length: 301 }, (_, index) => index).join()
    expect(await read(find('id', values))).toMatchObject(refusal('1003', 'Invalid data'))
  })

  test('refuses a field that cannot be searched with 1011, an unknown one with 1006, a page token that is none with 1003', async () => {
    const { read } = await connect(open)
    expect(await read(find('firstName', 'Jane'))).toMatchObject(refusal('1011', "Field 'firstName' not supported"))
    expect(await read(find('shoeSize', '38'))).toMatchObject(refusal('1006', "Field 'shoeSize' not found"))
    expect(await read(find('id', '1', '&fields=id,shoeSize'))).toMatchObject(refusal('1006', "Field 'shoeSize' not found"))
    expect(await read(find('id', '1', '&nextPageToken=AAAA'))).toMatchObject(refusal('1003', 'Invalid data'))
  })
})

describeEachWay('Marketo describeLeads', (open) => {
  test('returns every field of openapi.yaml that the API has', async () => {
    const { read, world } = await connect(open)
    const [{ name, searchableFields, fields }] = (await read('/rest/v1/leads/describe2.json')).result
    expect(name).toBe('API Lead')
    expect(searchableFields).toEqual(expect.arrayContaining([['id'], ['email'], ['sfdcLeadId']]))
    const email = { name: 'email', displayName: 'Email Address', dataType: 'email', length: 255, updateable: true, crmManaged: false }
    expect(fields).toContainEqual(email)
    const described = Object.entries(schema('MarketoLead').properties ?? {}).filter(([, property]) => property['x-marketo'])
    expect(fields.map((field: { name: string }) => field.name)).toEqual(described.map(([field]) => field))
    expect(await findings(world)).toEqual([])
  })
})
