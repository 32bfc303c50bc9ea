import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay } from '../ways.ts'
import { connect, findings, logged, people } from './connect.ts'

const jane = { email: 'jane@example.com', firstName: 'Jane' }
const john = { email: 'john@example.com', firstName: 'John' }
const skipped = (code: string, message: string) => ({ status: 'skipped', reasons: [{ code, message }] })

describeEachWay('Marketo syncLeads', (open) => {
  test('creates a person from the example, keeping what has a value', async () => {
    const { write, world } = await connect(open)
    world.clock.freeze(Date.parse('2024-01-01T00:00:00.500Z'))
    const request = example('MarketoSyncLeadsRequest')
    expect(await write(request)).toEqual({ requestId: expect.any(String), success: true, result: [{ id: 1, status: 'created' }] })
    expect(people(world)).toEqual([{ id: 1, ...request.input[0], createdAt: '2024-01-01T00:00:00Z', updatedAt: '2024-01-01T00:00:00Z' }])
    expect(logged(world, 12)).toEqual([{ 'Source Type': 'Web service API' }])
    expect(await findings(world)).toEqual([])
  })

  test('answers one result per record, in the order of the input', async () => {
    const { write, world } = await connect(open)
    await write({ input: [john] })
    const { result } = await write({ input: [jane, { ...john, lastName: 'Doe' }, { ...jane, favouriteColour: 'blue' }] })
    expect(result).toEqual([
      { id: 2, status: 'created' },
      { id: 1, status: 'updated' },
      skipped('1006', "Field 'favouriteColour' not found"),
    ])
    expect(await findings(world)).toEqual([])
  })

  test('creates and updates by default, finding an e-mail address in any case', async () => {
    const { write, world } = await connect(open)
    await write({ input: [jane] })
    const { result } = await write({ input: [{ email: 'JANE@Example.com', lastName: 'Doe' }] })
    expect(result).toEqual([{ id: 1, status: 'updated' }])
    expect(people(world)).toMatchObject([{ id: 1, email: 'JANE@Example.com', firstName: 'Jane', lastName: 'Doe' }])
  })

  test('lets a record find what the one before it made', async () => {
    const { write, world } = await connect(open)
    const { result } = await write({ input: [jane, { ...jane, lastName: 'Doe' }] })
    expect(result).toEqual([
      { id: 1, status: 'created' },
      { id: 1, status: 'updated' },
    ])
    expect(people(world)).toHaveLength(1)
  })

  test('logs each changed field of a known person, and nothing when nothing changes', async () => {
    const { write, world } = await connect(open)
    await write({ input: [jane] })
    const [before] = people(world)
    await write({ input: [jane] })
    expect(people(world)[0]).toBe(before)
    await write({ input: [{ ...jane, firstName: 'Janet', lastName: 'Doe' }] })
    expect(logged(world, 13)).toEqual([
      { 'New Value': 'Janet', 'Old Value': 'Jane', Source: 'Web service API' },
      { 'New Value': 'Doe', Source: 'Web service API' },
    ])
  })

  test('empties a field with null or with an empty text', async () => {
    const { write, world, read } = await connect(open)
    await write({ input: [{ ...jane, lastName: 'Doe', phone: '1' }] })
    await write({ input: [{ ...jane, lastName: null, phone: '' }] })
    expect(people(world)[0]).toMatchObject({ lastName: null, phone: null })
    const { result } = await read('/rest/v1/lead/1.json?fields=lastName,phone,firstName')
    expect(result).toEqual([{ id: 1, firstName: 'Jane', lastName: null, phone: null }])
  })

  test('creates only: skips whom it knows with 1005', async () => {
    const { write, world } = await connect(open)
    await write({ input: [jane] })
    const { result } = await write({ ...example('MarketoSyncLeadsRequest', 1) })
    expect(result).toEqual([skipped('1005', 'Lead already exists'), { id: 2, status: 'created' }])
    expect(people(world)).toHaveLength(2)
  })

  test('updates only: skips whom it does not know with 1004', async () => {
    const { write, world } = await connect(open)
    await write({ input: [jane] })
    const { result } = await write({ action: 'updateOnly', input: [{ ...jane, lastName: 'Doe' }, john] })
    expect(result).toEqual([{ id: 1, status: 'updated' }, skipped('1004', 'Lead not found')])
    expect(people(world)).toHaveLength(1)
  })

  test('updates by id', async () => {
    const { write, world } = await connect(open)
    await write({ input: [jane] })
    const { result } = await write({
      action: 'updateOnly',
      lookupField: 'id',
      input: [
        { id: 1, lastName: 'Doe' },
        { id: 99, lastName: 'Doe' },
      ],
    })
    expect(result).toEqual([{ id: 1, status: 'updated' }, skipped('1004', 'Lead not found')])
    expect(people(world)).toMatchObject([{ id: 1, lastName: 'Doe' }])
  })

  test('creates and updates by a custom field', async () => {
    const { write, world } = await connect(open)
    const order = { lookupField: 'PQL_Namespace_Id__c', input: [{ PQL_Namespace_Id__c: 1000, company: 'ACME' }] }
    expect((await write(order)).result).toEqual([{ id: 1, status: 'created' }])
    expect((await write(order)).result).toEqual([{ id: 1, status: 'updated' }])
    expect(people(world)).toMatchObject([{ PQL_Namespace_Id__c: 1000, company: 'ACME' }])
  })

  test('does not create under a key that cannot be written', async () => {
    const { write } = await connect(open)
    const { result } = await write({ lookupField: 'sfdcLeadId', input: [{ sfdcLeadId: '00Q5e00000A1b2cEAB', company: 'ACME' }] })
    expect(result).toEqual([skipped('1004', 'Lead not found')])
  })

  test('creates duplicates when asked to, and then cannot tell them apart by their address', async () => {
    const { write, world } = await connect(open)
    const duplicate = { action: 'createDuplicate', input: [jane] }
    expect([...(await write(duplicate)).result, ...(await write(duplicate)).result]).toEqual([
      { id: 1, status: 'created' },
      { id: 2, status: 'created' },
    ])
    expect((await write({ input: [jane] })).result).toEqual([skipped('1007', 'Multiple leads match the lookup criteria')])
    expect((await write({ action: 'createOnly', input: [jane] })).result).toEqual([skipped('1005', 'Lead already exists')])
    expect(await findings(world)).toEqual([])
  })

  test('lets people exchange their addresses in one call', async () => {
    const { write, world } = await connect(open)
    await write({ input: [jane, john] })
    const exchange = {
      action: 'updateOnly',
      lookupField: 'id',
      input: [
        { id: 1, email: john.email },
        { id: 2, email: jane.email },
      ],
    }
    expect((await write(exchange)).result).toMatchObject([{ status: 'updated' }, { status: 'updated' }])
    expect((await write({ input: [jane] })).result).toEqual([{ id: 2, status: 'updated' }])
    expect(people(world)).toHaveLength(2)
  })

  test('makes one person of concurrent calls with one new address', async () => {
    const { write, world } = await connect(open)
    const calls = Array.from({ length: 5 }, (_, index) => write({ input: [{ ...jane, lastName: `Doe ${index}` }] }))
    const results = (await Promise.all(calls)).map(({ result }) => result[0])
    expect(results.filter(({ status }) => status === 'created')).toHaveLength(1)
    expect(results.map(({ id }) => id)).toEqual([1, 1, 1, 1, 1].map(() => results[0].id))
    expect(people(world)).toHaveLength(1)
  })

  test('takes 300 records at once', async () => {
    const { write, world } = await connect(open)
    const input = Array.from({ length: 300 }, (_, index) => ({ email: `jane${index}@example.com` }))
    expect((await write({ input })).result).toHaveLength(300)
    expect(people(world)).toHaveLength(300)
  })

  test('takes emoji, and text as long as the field', async () => {
    const { write, world } = await connect(open)
    const record = { ...jane, firstName: '🦊', lastName: 'x'.repeat(255), Comment_Capture__c: '🦊'.repeat(7500) }
    expect((await write({ input: [record] })).result).toEqual([{ id: 1, status: 'created' }])
    expect(people(world)).toMatchObject([record])
  })

  const faults: Record<string, { record: object; code: string; message: string; order?: object }> = {
    'an unknown field': { record: { shoeSize: 38 }, code: '1006', message: "Field 'shoeSize' not found" },
    'a column of ours that is no field': { record: { mayShareEmail: true }, code: '1006', message: "Field 'mayShareEmail' not found" },
    'a read-only field': { record: { sfdcLeadId: '00Q' }, code: '1011', message: "Field 'sfdcLeadId' not supported" },
    'a number for text': { record: { firstName: 1 }, code: '1001', message: "Invalid value '1'. Required of type 'string'" },
    'text for a number': { record: { PQL_Namespace_Id__c: 'x' }, code: '1001', message: "Invalid value 'x'. Required of type 'integer'" },
    'text for a truth value': { record: { optIn: 'yes' }, code: '1001', message: "Invalid value 'yes'. Required of type 'boolean'" },
    'an object for text': { record: { firstName: { a: 1 } }, code: '1001', message: `Invalid value '{"a":1}'. Required of type 'string'` },
    'a day that does not exist': {
      record: { Trial_Start_Date__c: '2024-02-30' },
      code: '1001',
      message: "Invalid value '2024-02-30'. Required of type 'date'",
    },
    'a moment that cannot be read': {
      record: { MQL_DateTime__c: 'now' },
      code: '1001',
      message: "Invalid value 'now'. Required of type 'datetime'",
    },
    'an e-mail address that is none': {
      record: { email: 'jane' },
      code: '1001',
      message: "Invalid value 'jane'. Required of type 'email'",
    },
    'an e-mail address that is not ASCII': {
      record: { email: 'josé@example.com' },
      code: '1001',
      message: "Invalid value 'josé@example.com'. Required of type 'email'",
    },
    'an emoji in an e-mail address': {
      record: { email: '🦊@example.com' },
      code: '1001',
      message: "Invalid value '🦊@example.com'. Required of type 'email'",
    },
    'a name of 10,000 characters': {
      record: { firstName: 'x'.repeat(10_000) },
      code: '1001',
      message: `Invalid value '${'x'.repeat(255)}'. Required of type 'string'`,
    },
    'no key': { record: { email: undefined }, code: '1002', message: "Missing value for the required parameter 'email'" },
    'an empty key': { record: { email: '' }, code: '1002', message: "Missing value for the required parameter 'email'" },
    'an id where one is made': { record: { id: 7 }, code: '1003', message: 'Invalid data', order: { action: 'createOnly' } },
    'an unknown partition': {
      record: {},
      code: '1008',
      message: "Access denied to partition 'Europe'",
      order: { partitionName: 'Europe' },
    },
  }
  for (const [name, { record, code, message, order }] of Object.entries(faults)) {
    test(`skips a record with ${name} with ${code} and changes nothing`, async () => {
      const { write, world } = await connect(open)
      expect((await write({ ...order, input: [{ ...jane, ...record }] })).result).toEqual([skipped(code, message)])
      expect(people(world)).toEqual([])
      expect(await findings(world)).toEqual([])
    })
  }

  test('tells everything that is wrong with a record', async () => {
    const { write } = await connect(open)
    const [{ reasons }] = (await write({ input: [{ firstName: 1, shoeSize: 38 }] })).result
    expect(reasons.map(({ code }: { code: string }) => code)).toEqual(['1002', '1001', '1006'])
  })

  test('says in the trace whom the call was about', async () => {
    const { write, world } = await connect(open)
    await write(example('MarketoSyncLeadsRequest'))
    const [trace] = world.traces.list({ limit: 1, email: 'jane@example.com' }).rows
    expect(trace).toMatchObject({ kind: 'hand_raise', name: 'Jane Doe', company: 'ACME', namespace_id: 1000, marketo_id: 1, findings: 0 })
  })
})
