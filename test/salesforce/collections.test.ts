import { expect, test } from 'vitest'
import { describeEachWay } from '../ways.ts'
import { createLead, signIn } from './org.ts'

const type = { attributes: { type: 'Lead' } }
const doe = { ...type, LastName: 'Doe', Company: 'ACME' }
const path = '/composite/sobjects'

describeEachWay('Salesforce collections', (open) => {
  test('answer for each record in the order of the request, objects mixed', async () => {
    const org = await signIn(open)
    const records = [
      doe,
      { attributes: { type: 'Contact' }, LastName: 'Roe' },
      { ...type, LastName: 'Poe' },
      { attributes: { type: 'Shoe' } },
    ]
    const { status, body } = await org.call('POST', path, { json: { records } })
    expect(status).toBe(200)
    expect(body).toMatchObject([
      { id: expect.stringMatching(/^00Q/), success: true, errors: [] },
      { id: expect.stringMatching(/^003/), success: true },
      {
        success: false,
        errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', message: 'Required fields are missing: [Company]', fields: ['Company'] }],
      },
      { success: false, errors: [{ statusCode: 'INVALID_TYPE' }] },
    ])
    expect((await org.lastExchange()).findings).toEqual([])
  })

  test('change nothing when one of all or none is refused', async () => {
    const org = await signIn(open)
    const id = await createLead(org)
    const records = [
      { ...type, id, Title: 'CTO' },
      { ...type, id: '00Q000000000009EAA', Title: 'CTO' },
    ]
    const { body } = await org.call('PATCH', path, { json: { allOrNone: true, records } })
    expect(body).toMatchObject([
      { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] },
      { success: false, errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY' }] },
    ])
    const deleted = await org.call('DELETE', `${path}?allOrNone=true&ids=${id},00Q000000000009EAA`)
    expect(deleted.body).toMatchObject([{ success: false }, { success: false }])
    expect(org.leads()).toMatchObject([{ Id: id }])
    expect(org.leads()[0]).not.toHaveProperty('Title')
  })

  test('refuse an update without an id, of a malformed one, and of a deleted record', async () => {
    const org = await signIn(open)
    const id = await createLead(org)
    await org.call('DELETE', `${path}?ids=${id}`)
    const gone = await org.call('DELETE', `${path}?ids=me,005000000000001AAA`)
    expect(gone.body).toMatchObject([
      { errors: [{ statusCode: 'MALFORMED_ID' }] },
      { errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY' }] },
    ])
    const { body } = await org.call('PATCH', path, { json: { records: [type, { ...type, id: 'me' }, { ...type, id }] } })
    const codes = body.map(({ errors }: { errors: { statusCode: string }[] }) => errors[0]?.statusCode)
    expect(codes).toEqual(['MISSING_ARGUMENT', 'MALFORMED_ID', 'ENTITY_IS_DELETED'])
  })

  test('upsert by an external id, and tell what they created', async () => {
    const org = await signIn(open)
    await createLead(org, { Marketo_Lead_Id__c: '50' })
    await createLead(org, { Email: 'jane@example.com' })
    await createLead(org, { Email: 'jane@example.com' })
    const records = [{ ...doe, Marketo_Lead_Id__c: '50' }, { ...doe, Marketo_Lead_Id__c: '51' }, doe]
    expect((await org.call('PATCH', `${path}/Lead/Marketo_Lead_Id__c`, { json: { records } })).body).toMatchObject([
      { success: true, created: false },
      { success: true, created: true },
      { success: false, errors: [{ statusCode: 'MISSING_ARGUMENT' }] },
    ])
    const twice = await org.call('PATCH', `${path}/Lead/Email`, { json: { records: [{ ...doe, Email: 'jane@example.com' }] } })
    expect(twice.body).toMatchObject([{ success: false, errors: [{ statusCode: 'DUPLICATE_EXTERNAL_ID' }] }])
    expect(await org.call('PATCH', `${path}/Lead/Namez`, { json: { records } })).toMatchObject({ status: 404 })
  })

  test('upsert since v46.0 only', async () => {
    const { call } = await signIn(open)
    const at = (version: string) => `/services/data/${version}${path}/Lead/Marketo_Lead_Id__c`
    expect((await call('PATCH', at('v45.0'), { json: { records: [] } })).status).toBe(404)
    expect((await call('PATCH', at('v46.0'), { json: { records: [] } })).status).toBe(200)
  })

  test('read records, with null for those that are not there', async () => {
    const org = await signIn(open)
    const id = await createLead(org)
    const ids = [id, '00Q000000000009EAA', 'me']
    const { body } = await org.call('POST', `${path}/Lead`, { json: { ids, fields: ['lastname'] } })
    expect(body).toEqual([{ attributes: expect.objectContaining({ type: 'Lead' }), LastName: 'Doe' }, null, null])
    expect(await org.call('POST', `${path}/Lead`, { json: { ids, fields: ['Shoe'] } })).toMatchObject({ status: 400 })
  })

  test('take 200 records and ten runs of an object', async () => {
    const org = await signIn(open)
    const runs = Array.from({ length: 11 }, (_, index) => ({ attributes: { type: index % 2 ? 'Lead' : 'Contact' } }))
    expect(await org.call('POST', path, { json: { records: runs } })).toMatchObject({
      status: 400,
      body: [{ errorCode: 'LIMIT_EXCEEDED' }],
    })
    expect((await org.call('POST', path, { json: { records: runs.slice(1) } })).status).toBe(200)
    const many = { records: Array(201).fill(doe) }
    expect(await org.call('POST', path, { json: many })).toMatchObject({ status: 400, body: [{ errorCode: 'EXCEEDED_ID_LIMIT' }] })
    expect(org.leads()).toEqual([])
  })

  test('refuse a body that is made otherwise', async () => {
    const { call } = await signIn(open)
    for (const json of [[], {}, { records: [{}] }, { records: 1 }])
      expect(await call('POST', path, { json })).toMatchObject({ status: 400, body: [{ errorCode: 'JSON_PARSER_ERROR' }] })
  })
})
