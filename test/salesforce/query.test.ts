import { expect, test } from 'vitest'
import { answer } from '../../mocks/core/engine/answer.ts'
import { describeEachWay } from '../ways.ts'
import { createLead, type Org, signIn, store } from './org.ts'

const query = (org: Org, soql: string, headers = {}) => org.call('GET', `/query?q=${encodeURIComponent(soql)}`, { headers })

/** The values of one field that a query finds. */
async function values(org: Org, soql: string): Promise<unknown[]> {
  const { status, body } = await query(org, soql)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return body.records.map(({ attributes, ...fields }: Record<string, unknown>) => Object.values(fields)[0])
}

const rowOf = (number: number) => ({ Id: `00Q000${String(number).padStart(9, '0')}EAA`, LastName: `Doe ${number}`, Company: 'ACME' })

describeEachWay('Salesforce queries', (open) => {
  async function withLeads() {
    const org = await signIn(open)
    await createLead(org, { LastName: 'Ann', Email: 'ann@example.com', Marketo_Lead_Id__c: '1', Title: 'VP', Country: 'United States' })
    await createLead(org, { LastName: 'Bob', Email: 'bob@example.com', Marketo_Lead_Id__c: '2', Country: 'Japan' })
    await createLead(org, { LastName: 'Cy', Email: 'ANN@example.com', Title: 'Dean' })
    return org
  }

  test('selects fields in the order and under the names of the Lead', async () => {
    const org = await withLeads()
    const { status, body } = await query(org, "select lastname, ID from lead where email = 'bob@example.com'")
    expect(status).toBe(200)
    const { Id, attributes, LastName } = body.records[0]
    expect(body).toEqual({ totalSize: 1, done: true, records: [{ attributes, LastName, Id }] })
    expect(LastName).toBe('Bob')
    expect(attributes).toEqual({ type: 'Lead', url: `/services/data/v66.0/sobjects/Lead/${Id}` })
    expect((await org.lastExchange()).findings).toEqual([])
  })

  test('finds the same by an index and by looking at each', async () => {
    const org = await withLeads()
    const wheres = {
      "Email = 'Ann@example.com'": "Email LIKE 'ann@example.com'",
      "Marketo_Lead_Id__c IN ('1', '2', '9', '1')": "Marketo_Lead_Id__c = '1' OR Marketo_Lead_Id__c = '2'",
      "Email IN ('ann@example.com') AND Title = 'Dean'": "Title = 'Dean'",
      'Email = null': "Email = ''",
    }
    for (const [indexed, scanned] of Object.entries(wheres)) {
      const found = await values(org, `SELECT LastName FROM Lead WHERE ${indexed} ORDER BY LastName`)
      expect(found).toEqual(await values(org, `SELECT LastName FROM Lead WHERE ${scanned} ORDER BY LastName`))
    }
  })

  test('finds by the id of 15 and of 18 characters', async () => {
    const org = await withLeads()
    const id = org.leads()[1]?.Id as string
    expect(await values(org, `SELECT LastName FROM Lead WHERE Id = '${id}'`)).toEqual(['Bob'])
    expect(await values(org, `SELECT LastName FROM Lead WHERE Id IN ('${id.slice(0, 15)}', '00Q000000000009')`)).toEqual(['Bob'])
  })

  test('orders, skips and limits, oldest first when it has looked at each', async () => {
    const org = await withLeads()
    expect(await values(org, 'SELECT LastName FROM Lead')).toEqual(['Ann', 'Bob', 'Cy'])
    expect(await values(org, 'SELECT LastName FROM Lead ORDER BY LastName DESC LIMIT 1 OFFSET 1')).toEqual(['Bob'])
    expect(await values(org, 'SELECT LastName FROM Lead ORDER BY Title')).toEqual(['Bob', 'Cy', 'Ann'])
    expect(await values(org, 'SELECT LastName FROM Lead ORDER BY Title DESC NULLS LAST')).toEqual(['Ann', 'Cy', 'Bob'])
    expect(await values(org, 'SELECT LastName FROM Lead ORDER BY Email NULLS FIRST, LastName DESC')).toEqual(['Cy', 'Ann', 'Bob'])
  })

  test('counts', async () => {
    const org = await withLeads()
    expect((await query(org, 'SELECT COUNT() FROM Lead WHERE Title != null')).body).toEqual({ totalSize: 2, done: true, records: [] })
    expect((await org.lastExchange()).findings).toEqual([])
  })

  test('selects groups of fields', async () => {
    const org = await withLeads()
    const all = await query(org, 'SELECT FIELDS(ALL) FROM Lead LIMIT 1')
    expect(all.body.records[0]).toMatchObject({ LastName: 'Ann', Opt_In__c: false, Address: { country: 'United States' } })
    const standard = await query(org, 'SELECT fields(standard) FROM Lead')
    expect(standard.body.records[0]).not.toHaveProperty('Opt_In__c')
  })

  test.each(['constructor', '__proto__', 'toString'])('refuses %s, which no field is called', async (name) => {
    const { status, body } = await query(await withLeads(), `SELECT ${name} FROM Lead`)
    expect([status, body[0].message]).toEqual([400, `No such column '${name}' on sobject of type Lead`])
  })

  test('leaves out deleted leads', async () => {
    const org = await withLeads()
    const id = org.leads()[0]?.Id
    await org.call('DELETE', `/sobjects/Lead/${id}`)
    expect(await values(org, 'SELECT LastName FROM Lead')).toEqual(['Bob', 'Cy'])
    expect(await values(org, `SELECT LastName FROM Lead WHERE Id = '${id}'`)).toEqual([])
    expect(await values(org, "SELECT LastName FROM Lead WHERE Email = 'ann@example.com'")).toEqual(['Cy'])
  })

  test('gives pages of the asked size until it is done', async () => {
    const org = await signIn(open)
    store(
      org.world,
      'leads',
      Array.from({ length: 450 }, (_, index) => rowOf(index + 1)),
    )
    const headers = { 'Sforce-Query-Options': 'batchSize=200' }
    const first = await query(org, 'SELECT LastName FROM Lead', headers)
    expect(first.body).toMatchObject({ totalSize: 450, done: false, nextRecordsUrl: expect.stringMatching(/\/query\/01g\w{15}-200$/) })
    const second = await org.call('GET', first.body.nextRecordsUrl, { headers })
    expect((await org.lastExchange()).findings).toEqual([])
    const third = await org.call('GET', second.body.nextRecordsUrl, { headers })
    expect(third.body).toMatchObject({ totalSize: 450, done: true })
    expect(third.body).not.toHaveProperty('nextRecordsUrl')
    const names = [first, second, third].flatMap(({ body }) => body.records.map(({ LastName }: { LastName: string }) => LastName))
    expect(names).toEqual(Array.from({ length: 450 }, (_, index) => `Doe ${index + 1}`))
  })

  test('gives 2,000 records a page, and no fewer than 200', async () => {
    const org = await signIn(open)
    store(
      org.world,
      'leads',
      Array.from({ length: 2001 }, (_, index) => rowOf(index + 1)),
    )
    expect((await query(org, 'SELECT Id FROM Lead')).body.records).toHaveLength(2000)
    expect((await query(org, 'SELECT Id FROM Lead', { 'Sforce-Query-Options': 'batchSize=1' })).body.records).toHaveLength(200)
  })

  test('refuses a locator that is unknown, no locator, or of a query of long ago', async () => {
    const org = await signIn(open)
    store(
      org.world,
      'leads',
      Array.from({ length: 201 }, (_, index) => rowOf(index + 1)),
    )
    const open200 = () => query(org, 'SELECT Id FROM Lead', { 'Sforce-Query-Options': 'batchSize=200' })
    const { body } = await open200()
    expect((await org.call('GET', body.nextRecordsUrl)).status).toBe(200)
    for (let count = 0; count < 10; count++) await open200()
    for (const path of ['/query/01g000000000001AAA-2000', '/query/next', body.nextRecordsUrl]) {
      expect(await org.call('GET', path)).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_QUERY_LOCATOR' }] })
    }
  })

  const refused = {
    'SELECT Id FROM Lead WHERE': 'MALFORMED_QUERY',
    'SELECT FIELDS(ALL) FROM Lead': 'MALFORMED_QUERY',
    'SELECT Id FROM Shoe': 'INVALID_TYPE',
    'SELECT Shoe FROM Lead': 'INVALID_FIELD',
    'SELECT FIELDS(SOME) FROM Lead LIMIT 1': 'INVALID_FIELD',
    'SELECT Id, id FROM Lead': 'INVALID_FIELD',
    'SELECT Id FROM Lead WHERE NOT (Shoe = null OR Id = null)': 'INVALID_FIELD',
    'SELECT Id FROM Lead ORDER BY Shoe': 'INVALID_FIELD',
    'SELECT Id FROM Lead WHERE LastName = 1': 'INVALID_FIELD',
    "SELECT Id FROM Lead WHERE DoNotCall = 'true'": 'INVALID_FIELD',
    "SELECT Id FROM Lead WHERE AnnualRevenue IN (1, 'much')": 'INVALID_FIELD',
    "SELECT Id FROM Lead WHERE CreatedDate > '2024-01-01'": 'INVALID_FIELD',
    'SELECT Id FROM Lead WHERE CreatedDate > 2024-13-01T00:00:00Z': 'MALFORMED_QUERY',
    "SELECT Id FROM Lead WHERE Id = 'me'": 'INVALID_FIELD',
    "SELECT Id FROM Lead WHERE Id LIKE '00Q%'": 'INVALID_FIELD',
    "SELECT Id FROM Lead WHERE Description = 'x'": 'INVALID_FIELD',
    "SELECT Id FROM Lead WHERE Address = 'x'": 'INVALID_FIELD',
    'SELECT Id FROM Lead OFFSET 2001': 'NUMBER_OUTSIDE_VALID_RANGE',
  }
  for (const [soql, errorCode] of Object.entries(refused)) {
    test(`refuses ${soql}`, async () => {
      const org = await signIn(open)
      expect(await query(org, soql)).toMatchObject({ status: 400, body: [{ errorCode, message: expect.any(String) }] })
      expect((await org.lastExchange()).findings).toEqual([])
    })
  }

  test('refuses a call without a query', async () => {
    const { call } = await signIn(open)
    const message = 'A query string has to be specified'
    for (const path of ['/query', '/query?q='])
      expect(await call('GET', path)).toMatchObject({ status: 400, body: [{ message, errorCode: 'MALFORMED_QUERY' }] })
  })

  test('refuses a URI of more than 16,384 bytes', async () => {
    const { world } = await signIn(open)
    // Node's own server refuses such a line before anybody sees it, so this goes past it.
    const call = {
      system: 'salesforce',
      method: 'GET',
      path: '/services/data/v66.0/query',
      query: `q=${'x'.repeat(16_384)}`,
      headers: {},
      body: '',
      base: '',
    } as const
    expect(await answer(world, call)).toMatchObject({ status: 414, text: '' })
  })
})
