import { expect, test } from 'vitest'
import { example, validator } from '../../contracts/openapi/spec.ts'
import { describeEachWay } from '../ways.ts'
import { createLead, signIn } from './org.ts'

const jane = example('SalesforceLeadCreate')
const stamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+0000$/

describeEachWay('Salesforce leads', (open) => {
  test('creates a lead and reads it with every field', async () => {
    const org = await signIn(open)
    const created = await org.call('POST', '/sobjects/Lead', { json: jane })
    expect(created).toMatchObject({ status: 201, body: { id: expect.stringMatching(/^00Q\w{15}$/), success: true, errors: [] } })
    expect((await org.lastExchange()).findings).toEqual([])
    const { status, body } = await org.call('GET', `/sobjects/Lead/${created.body.id}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      ...jane,
      attributes: { type: 'Lead', url: `/services/data/v66.0/sobjects/Lead/${created.body.id}` },
      Name: 'Jane Doe',
      IsDeleted: false,
      IsConverted: false,
      CreatedDate: expect.stringMatching(stamp),
      CreatedById: '005000000000001AAA',
      SystemModstamp: expect.stringMatching(stamp),
      Address: { state: 'California', country: 'United States', city: null },
      MiddleName: null,
      DoNotCall: false,
    })
    expect((await org.lastExchange()).findings).toEqual([])
  })

  test('takes a POST with _HttpMethod=PATCH for the PATCH that it stands for', async () => {
    const org = await signIn(open)
    const { body } = await org.call('POST', '/sobjects/Lead', { json: jane })
    const path = `/sobjects/Lead/${body.id}?_HttpMethod=PATCH`
    expect((await org.call('POST', path, { json: { Status: 'Accepted' } })).status).toBe(204)
    expect((await org.lastExchange()).findings).toEqual([])
    expect(org.leads()).toMatchObject([{ Status: 'Accepted' }])
  })

  test('keeps only columns that have a value, and a row as the contract describes it', async () => {
    const org = await signIn(open)
    await createLead(org, { FirstName: null, Title: '  ', Marketo_Lead_Id__c: '' })
    const [row] = org.leads()
    expect(Object.values(row ?? {})).not.toContain(null)
    expect(row).not.toHaveProperty('Title')
    expect(row).not.toHaveProperty('Marketo_Lead_Id__c')
    expect(validator('SalesforceLeadRow').safeParse(row).success).toBe(true)
  })

  test('tags the trace and shows the steps with the rows they wrote', async () => {
    const org = await signIn(open)
    const id = await createLead(org, jane)
    const { tags, steps } = await org.lastExchange()
    expect(tags).toEqual({ salesforce_id: id, email: jane.Email, name: 'Jane Doe', company: 'ACME', marketo_id: 50, namespace_id: 1000 })
    expect(steps.map(({ name }) => name)).toEqual(['Assignment rules → first that fits', 'Lead → insert'])
    expect(steps[1]?.rows).toEqual([{ table: 'salesforce.leads', key: id, change: 'inserted' }])
  })

  test('starts a lead as Raw', async () => {
    const org = await signIn(open)
    await createLead(org)
    expect(org.leads()).toMatchObject([{ Status: 'Raw' }])
  })

  test('finds a lead by 15 and by 18 characters', async () => {
    const org = await signIn(open)
    const id = await createLead(org)
    expect((await org.call('GET', `/sobjects/Lead/${id.slice(0, 15)}`)).body.Id).toBe(id)
    expect((await org.call('GET', `/sobjects/Lead/${id}`)).body.Id).toBe(id)
  })

  test('reads the asked fields, named in any case, and the id', async () => {
    const org = await signIn(open)
    const id = await createLead(org, jane)
    const { body } = await org.call('GET', `/sobjects/Lead/${id}?fields=email,Status`)
    expect(body).toEqual({ attributes: expect.anything(), Id: id, Email: jane.Email, Status: 'MQL' })
    const unknown = await org.call('GET', `/sobjects/Lead/${id}?fields=Email,Shoe`)
    expect(unknown).toMatchObject({
      status: 400,
      body: [{ errorCode: 'INVALID_FIELD', message: "No such column 'Shoe' on sobject of type Lead" }],
    })
  })

  test('updates what is sent and keeps the rest', async () => {
    const org = await signIn(open)
    const id = await createLead(org, { ...jane, City: 'San Francisco' })
    org.world.clock.advance(1000)
    const updated = await org.call('PATCH', `/sobjects/Lead/${id}`, { json: { Status: 'Accepted', City: null } })
    expect(updated).toMatchObject({ status: 204, body: '' })
    expect((await org.lastExchange()).findings).toEqual([])
    const [row] = org.leads()
    expect(row).toMatchObject({ Status: 'Accepted', FirstName: 'Jane', Company: 'ACME' })
    expect(row?.City).toBeUndefined()
    expect(row?.LastModifiedDate && row.CreatedDate && row.LastModifiedDate > row.CreatedDate).toBe(true)
  })

  test('reads times in other forms of ISO 8601 and keeps its own', async () => {
    const org = await signIn(open)
    await createLead(org, { MQL_DateTime__c: '2024-01-01T02:04:00+02:00' })
    expect(org.leads()).toMatchObject([{ MQL_DateTime__c: '2024-01-01T00:04:00.000+0000' }])
  })

  test('keeps names of emoji as they are', async () => {
    const org = await signIn(open)
    const id = await createLead(org, { FirstName: '👩‍💻', LastName: 'Łukasz 🦊' })
    expect((await org.call('GET', `/sobjects/Lead/${id}?fields=Name`)).body.Name).toBe('👩‍💻 Łukasz 🦊')
  })

  test('refuses to change a converted lead', async () => {
    const org = await signIn(open)
    const id = await createLead(org, { IsConverted: true })
    const reply = await org.call('PATCH', `/sobjects/Lead/${id}`, { json: { Status: 'Recycle' } })
    expect(reply).toMatchObject({
      status: 400,
      body: [{ message: 'cannot reference converted lead', errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD', fields: [] }],
    })
  })

  test('deletes a lead, which then cannot be read, changed or deleted', async () => {
    const org = await signIn(open)
    const id = await createLead(org)
    expect((await org.call('DELETE', `/sobjects/Lead/${id}`)).status).toBe(204)
    expect((await org.lastExchange()).findings).toEqual([])
    expect(org.leads()).toMatchObject([{ Id: id, IsDeleted: true }])
    for (const [method, sending] of [
      ['GET', {}],
      ['PATCH', { json: { Status: 'MQL' } }],
      ['DELETE', {}],
    ] as const) {
      const reply = await org.call(method, `/sobjects/Lead/${id}`, sending)
      expect(reply).toMatchObject({ status: 404, body: [{ message: 'entity is deleted', errorCode: 'ENTITY_IS_DELETED', fields: [] }] })
    }
  })

  test('frees the external id of a deleted lead', async () => {
    const org = await signIn(open)
    const id = await createLead(org, { Marketo_Lead_Id__c: '50' })
    await org.call('DELETE', `/sobjects/Lead/${id}`)
    expect(await createLead(org, { Marketo_Lead_Id__c: '50' })).not.toBe(id)
  })

  test('knows no lead by an unknown id, one of a wrong checksum or one that is no id', async () => {
    const org = await signIn(open)
    const id = await createLead(org)
    for (const unknown of ['00Q000000000009EAA', `${id.slice(0, 15)}555`, 'me']) {
      const reply = await org.call('GET', `/sobjects/Lead/${unknown}`)
      expect(reply).toMatchObject({ status: 404, body: [{ message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' }] })
    }
  })

  test('creates many leads at once', async () => {
    const org = await signIn(open)
    const ids = await Promise.all(Array.from({ length: 30 }, (_, index) => createLead(org, { Marketo_Lead_Id__c: `${index}` })))
    expect(new Set(ids).size).toBe(30)
  })
})
