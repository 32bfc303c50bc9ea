import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay } from '../ways.ts'
import { createLead, signIn } from './org.ts'

const jane = example('SalesforceLeadUpdate', 1)
const path = '/sobjects/Lead/Marketo_Lead_Id__c/50'

describeEachWay('Salesforce upsert', (open) => {
  test('creates the lead, then updates it', async () => {
    const org = await signIn(open)
    const created = await org.call('PATCH', path, { json: jane })
    expect(created).toMatchObject({ status: 201, body: { id: expect.stringMatching(/^00Q/), success: true, errors: [], created: true } })
    expect((await org.lastExchange()).findings).toEqual([])
    const updated = await org.call('PATCH', path, { json: { Status: 'Recycle' } })
    expect(updated).toMatchObject({ status: 200, body: { id: created.body.id, success: true, errors: [], created: false } })
    expect((await org.lastExchange()).findings).toEqual([])
    expect(org.leads()).toMatchObject([{ Marketo_Lead_Id__c: '50', LastName: 'Doe', Status: 'Recycle' }])
  })

  test('answers in the way of v45.0 to older clients', async () => {
    const org = await signIn(open)
    const created = await org.call('PATCH', `/services/data/v45.0${path}`, { json: jane })
    expect(created).toMatchObject({ status: 201, body: { success: true } })
    expect(created.body).not.toHaveProperty('created')
    expect(await org.call('PATCH', `/services/data/v45.0${path}`, { json: jane })).toMatchObject({ status: 204, body: '' })
    expect((await org.lastExchange()).findings).toEqual([])
  })

  test('creates one lead of many upserts at once', async () => {
    const org = await signIn(open)
    const replies = await Promise.all(Array.from({ length: 30 }, () => org.call('PATCH', path, { json: jane })))
    expect(replies.map(({ status }) => status).toSorted()).toEqual([...Array(29).fill(200), 201])
    expect(org.leads()).toHaveLength(1)
  })

  test('needs the required fields only when it creates', async () => {
    const org = await signIn(open)
    const refused = await org.call('PATCH', path, { json: { Status: 'MQL' } })
    expect(refused).toMatchObject({ status: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName', 'Company'] }] })
    await createLead(org, { Marketo_Lead_Id__c: '50' })
    expect((await org.call('PATCH', path, { json: { Status: 'MQL' } })).status).toBe(200)
  })

  test('creates nothing with updateOnly', async () => {
    const org = await signIn(open)
    expect(await org.call('PATCH', `${path}?updateOnly=true`, { json: jane })).toMatchObject({
      status: 404,
      body: [{ errorCode: 'NOT_FOUND' }],
    })
    expect(org.leads()).toEqual([])
  })

  test('refuses the field of the path in the body, and a value that is too long for it', async () => {
    const org = await signIn(open)
    const repeated = await org.call('PATCH', path, { json: { ...jane, Marketo_Lead_Id__c: '50' } })
    expect(repeated).toMatchObject({
      status: 400,
      body: [{ message: 'The Marketo_Lead_Id__c field should not be specified in the sobject data.' }],
    })
    const long = await org.call('PATCH', `/sobjects/Lead/Marketo_Lead_Id__c/${'5'.repeat(21)}`, { json: jane })
    expect(long).toMatchObject({ status: 400, body: [{ errorCode: 'STRING_TOO_LONG', fields: ['Marketo_Lead_Id__c'] }] })
    expect(org.leads()).toEqual([])
  })

  test('knows no other field as an external id', async () => {
    const { call } = await signIn(open)
    const message = 'Provided external ID field does not exist or is not accessible: '
    for (const field of ['Namez', 'Company']) {
      const body = [{ message: message + field, errorCode: 'NOT_FOUND' }]
      expect(await call('PATCH', `/sobjects/Lead/${field}/1`, { json: jane })).toMatchObject({ status: 404, body })
      expect(await call('GET', `/sobjects/Lead/${field}/1`)).toMatchObject({ status: 404, body })
    }
  })

  test('lists the leads when several have the e-mail', async () => {
    const org = await signIn(open)
    const ids = [await createLead(org, { Email: 'Jane@example.com' }), await createLead(org, { Email: 'jane@example.com' })]
    for (const [method, sending] of [
      ['GET', {}],
      ['PATCH', { json: { Status: 'MQL' } }],
    ] as const) {
      const reply = await org.call(method, '/sobjects/Lead/Email/jane%40example.com', sending)
      expect(reply).toMatchObject({ status: 300, body: ids.map((id) => `/services/data/v66.0/sobjects/Lead/${id}`) })
      expect((await org.lastExchange()).findings).toEqual([])
    }
  })

  test('creates and updates by e-mail', async () => {
    const org = await signIn(open)
    const json = { LastName: 'Doe', Company: 'ACME' }
    expect(await org.call('PATCH', '/sobjects/Lead/Email/jane', { json })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'INVALID_EMAIL_ADDRESS' }],
    })
    expect((await org.call('PATCH', '/sobjects/Lead/Email/jane@example.com', { json })).status).toBe(201)
    expect((await org.call('PATCH', '/sobjects/Lead/email/JANE@example.com', { json })).status).toBe(200)
  })

  test('updates by record id and creates none with it', async () => {
    const org = await signIn(open)
    const id = await createLead(org)
    expect((await org.call('PATCH', `/sobjects/Lead/Id/${id}`, { json: { Status: 'MQL' } })).status).toBe(200)
    expect((await org.call('PATCH', '/sobjects/Lead/Id/00Q000000000009EAA', { json: jane })).status).toBe(404)
    await org.call('DELETE', `/sobjects/Lead/${id}`)
    expect((await org.call('PATCH', `/sobjects/Lead/Id/${id}`, { json: jane })).body).toMatchObject([{ errorCode: 'ENTITY_IS_DELETED' }])
  })

  test('reads a lead by its external id', async () => {
    const org = await signIn(open)
    const id = await createLead(org, { Marketo_Lead_Id__c: '50' })
    expect(await org.call('GET', `${path}?fields=LastName`)).toMatchObject({ status: 200, body: { Id: id, LastName: 'Doe' } })
    expect((await org.lastExchange()).findings).toEqual([])
    expect((await org.call('GET', '/sobjects/Lead/Marketo_Lead_Id__c/51')).status).toBe(404)
    expect((await org.call('GET', `${path}?fields=Shoe`)).status).toBe(400)
  })
})
