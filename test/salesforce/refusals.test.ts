import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { salesforce } from '../../mocks/salesforce/system.ts'
import { describeEachWay } from '../ways.ts'
import { createLead, signIn, store } from './org.ts'

const doe = { LastName: 'Doe', Company: 'ACME' }
const place = "There's a problem with this"
const long = (length: number) => 'x'.repeat(length)

/** Bodies that Salesforce refuses, with code, text and fields of its answer. */
const refused: Record<string, [object, string, string, string[]?]> = {
  'no required field': [{}, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName, Company]', ['LastName', 'Company']],
  'a blank last name': [{ ...doe, LastName: '  ' }, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName]', ['LastName']],
  'a last name of null': [{ ...doe, LastName: null }, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [LastName]', ['LastName']],
  'a long last name': [
    { ...doe, LastName: long(81) },
    'STRING_TOO_LONG',
    `Last Name: data value too large: ${long(81)} (max length=80)`,
    ['LastName'],
  ],
  'a name of 10,000 characters': [
    { ...doe, FirstName: long(10_000) },
    'STRING_TOO_LONG',
    `First Name: data value too large: ${long(10_000)} (max length=40)`,
    ['FirstName'],
  ],
  'a bad e-mail': [{ ...doe, Email: 'jane' }, 'INVALID_EMAIL_ADDRESS', 'Email: invalid email address: jane', ['Email']],
  'an unknown field': [{ ...doe, 'Shoe/~size': 42 }, 'INVALID_FIELD', "No such column 'Shoe/~size' on sobject of type Lead"],
  'an id': [{ ...doe, Id: '00Q000000000001EAA' }, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.'],
  'a field that is not writable': [
    { ...doe, CreatedDate: '2024-01-01T00:05:00.000+0000' },
    'INVALID_FIELD',
    'Unable to create/update fields: CreatedDate. Please check the security settings of this field.',
    ['CreatedDate'],
  ],
  'text for a number': [
    { ...doe, AnnualRevenue: 'much' },
    'JSON_PARSER_ERROR',
    'Cannot deserialize instance of currency from value "much"',
  ],
  'text for a checkbox': [{ ...doe, DoNotCall: 'yes' }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of boolean from value "yes"'],
  'a number for text': [{ ...doe, City: 1 }, 'JSON_PARSER_ERROR', 'Cannot deserialize instance of string from value 1'],
  'a date that is none': [
    { ...doe, Trial_Start_Date__c: 'soon' },
    'JSON_PARSER_ERROR',
    'Cannot deserialize instance of date from value "soon"',
  ],
  'a time that is none': [
    { ...doe, MQL_DateTime__c: 'soon' },
    'JSON_PARSER_ERROR',
    'Cannot deserialize instance of datetime from value "soon"',
  ],
  'a list': [[], 'JSON_PARSER_ERROR', 'Cannot deserialize instance of object from value []'],
  'a latitude that is none': [
    { ...doe, Latitude: 91, Longitude: 0 },
    'NUMBER_OUTSIDE_VALID_RANGE',
    'Latitude: number outside valid range: 91',
    ['Latitude'],
  ],
  'a score of too many digits': [
    { ...doe, mkto71_Lead_Score__c: 1e10 },
    'NUMBER_OUTSIDE_VALID_RANGE',
    'Lead Score: number outside valid range: 10000000000',
    ['mkto71_Lead_Score__c'],
  ],
  'half of the coordinates': [
    { ...doe, Latitude: 1 },
    'FIELD_INTEGRITY_EXCEPTION',
    'Longitude value is missing : Longitude',
    ['Longitude'],
  ],
  'the other half': [{ ...doe, Longitude: 0 }, 'FIELD_INTEGRITY_EXCEPTION', 'Latitude value is missing : Latitude', ['Latitude']],
  'a country code': [
    { ...doe, Country: 'US' },
    'FIELD_INTEGRITY_EXCEPTION',
    `${place} country, even though it may appear correct. Please select a country/territory from the list of valid countries.: Country`,
    ['Country'],
  ],
  'a state code': [
    { ...doe, Country: 'United States', State: 'CA' },
    'FIELD_INTEGRITY_EXCEPTION',
    `${place} state, even though it may appear correct. Please select a state from the list of valid states.: State/Province`,
    ['State'],
  ],
  'a value that a restricted picklist does not have': [
    { ...doe, GeocodeAccuracy: 'Planet' },
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    'Geocode Accuracy: bad value for restricted picklist field: Planet',
    ['GeocodeAccuracy'],
  ],
  'an owner id that is none': [{ ...doe, OwnerId: 'me' }, 'MALFORMED_ID', 'Owner ID: id value of incorrect type: me', ['OwnerId']],
  'an owner id of a wrong checksum': [
    { ...doe, OwnerId: '005000000000001ZZZ' },
    'MALFORMED_ID',
    'Owner ID: id value of incorrect type: 005000000000001ZZZ',
    ['OwnerId'],
  ],
  'an owner of another kind': [
    { ...doe, OwnerId: '035000000000001AAA' },
    'FIELD_INTEGRITY_EXCEPTION',
    'Owner ID: id value of incorrect type: 035000000000001AAA',
    ['OwnerId'],
  ],
  'an unknown queue': [
    { ...doe, OwnerId: '00G000000000099EAA' },
    'FIELD_INTEGRITY_EXCEPTION',
    'Owner ID: id value of incorrect type: 00G000000000099EAA',
    ['OwnerId'],
  ],
}

describeEachWay('Salesforce lead refusals', (open) => {
  for (const [name, [json, errorCode, message, fields]] of Object.entries(refused)) {
    test(`refuses ${name}`, async () => {
      const org = await signIn(open)
      const reply = await org.call('POST', '/sobjects/Lead', { json })
      expect(reply).toMatchObject({ status: 400, body: [{ message, errorCode, ...(fields ? { fields } : {}) }] })
      expect(Object.keys(reply.body[0])).toHaveLength(fields ? 3 : 2)
      expect(org.leads()).toEqual([])
      expect((await org.lastExchange()).findings.filter(({ side }) => side === 'response')).toEqual([])
    })
  }

  test('refuses a unique value that another lead has', async () => {
    const org = await signIn(open)
    const id = await createLead(org, { Marketo_Lead_Id__c: '50' })
    const message = `duplicate value found: Marketo_Lead_Id__c duplicates value on record with id: ${id.slice(0, 15)}`
    const body = [{ message, errorCode: 'DUPLICATE_VALUE', fields: ['Marketo_Lead_Id__c'] }]
    expect(await org.call('POST', '/sobjects/Lead', { json: { ...doe, Marketo_Lead_Id__c: '50' } })).toMatchObject({ status: 400, body })
    const other = await createLead(org)
    expect(await org.call('PATCH', `/sobjects/Lead/${other}`, { json: { Marketo_Lead_Id__c: '50' } })).toMatchObject({ status: 400, body })
    expect((await org.call('PATCH', `/sobjects/Lead/${id}`, { json: { Marketo_Lead_Id__c: '50' } })).status).toBe(204)
  })

  test('refuses in the words of a validation rule whose conditions hold', async () => {
    const org = await signIn(open)
    const rule = example('SalesforceValidationRuleRow')
    store(
      org.world,
      'validation_rules',
      [rule, { ...rule, id: 'Off', active: false, conditions: [] }, { ...rule, id: 'Other', object: 'Task' }],
      'id',
    )
    const body = [{ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: rule.message, fields: ['Company'] }]
    expect(await org.call('POST', '/sobjects/Lead', { json: { ...doe, Company: 'Initech' } })).toMatchObject({ status: 400, body })
    expect(await org.call('PATCH', `/sobjects/Lead/${await createLead(org)}`, { json: { Company: 'Initech' } })).toMatchObject({ body })
  })

  test('refuses to empty a field that a lead cannot do without', async () => {
    const org = await signIn(open)
    const id = await createLead(org)
    const reply = await org.call('PATCH', `/sobjects/Lead/${id}`, { json: { Company: '', Status: null } })
    expect(reply).toMatchObject({ status: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['Company', 'Status'] }] })
    expect(org.leads()).toMatchObject([{ Company: 'ACME', Status: 'Raw' }])
  })

  test('refuses a state without its country, and takes neither once the country is gone', async () => {
    const org = await signIn(open)
    const id = await createLead(org, { Country: 'United States', State: 'California' })
    for (const Country of ['Germany', 'Canada', null]) {
      const reply = await org.call('PATCH', `/sobjects/Lead/${id}`, { json: { Country } })
      expect(reply).toMatchObject({ status: 400, body: [{ errorCode: 'FIELD_INTEGRITY_EXCEPTION', fields: ['State'] }] })
    }
    expect((await org.call('PATCH', `/sobjects/Lead/${id}`, { json: { Country: 'Germany', State: null } })).status).toBe(204)
  })

  test('takes values that no picklist has, and the attributes of a record that was read', async () => {
    const org = await signIn(open)
    const id = await createLead(org, { Status: 'Odd', Rating: 'Lukewarm', attributes: { type: 'Lead' } })
    expect((await org.call('GET', `/sobjects/Lead/${id}`)).body).toMatchObject({ Status: 'Odd', Rating: 'Lukewarm' })
    expect(org.leads()[0]).not.toHaveProperty('attributes')
  })
})

describeEachWay('Salesforce input', (open) => {
  const json = { 'content-type': 'application/json' }

  const unreadable = {
    'malformed JSON': '{"LastName":',
    'a repeated key': '{"LastName":"Doe","LastName":"Roe","Company":"ACME"}',
    'a __proto__ key': '{"__proto__":{"LastName":"Doe"},"Company":"ACME"}',
    'no body': '',
  }
  for (const [name, body] of Object.entries(unreadable)) {
    test(`refuses ${name}`, async () => {
      const org = await signIn(open)
      const reply = await org.call('POST', '/sobjects/Lead', { body, headers: json })
      expect(reply).toMatchObject({ status: 400, body: [{ errorCode: 'JSON_PARSER_ERROR' }] })
      expect(reply.headers.get('sforce-limit-info')).toBe('api-usage=1/15000')
      expect(org.leads()).toEqual([])
    })
  }

  test('refuses another content type, and none', async () => {
    const org = await signIn(open)
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const reply = await org.call('POST', '/sobjects/Lead', { body: JSON.stringify(doe), headers: { 'content-type': type } })
      expect(reply).toMatchObject({ status: 415, body: [{ errorCode: 'UNSUPPORTED_MEDIA_TYPE' }] })
    }
  })

  test('refuses a body that is too large', async () => {
    const org = await signIn(open)
    const body = JSON.stringify({ ...doe, Description: long(salesforce.bodyLimit) })
    const reply = await org.call('POST', '/sobjects/Lead', { body, headers: json })
    expect(reply).toMatchObject({ status: 413, body: [{ errorCode: 'EXCEEDED_MAX_SIZE_REQUEST' }] })
    expect(org.leads()).toEqual([])
  })

  test('knows no other object, version or path', async () => {
    const { call } = await signIn(open)
    const paths = [
      '/sobjects/Shoe/describe',
      '/jobs',
      '/services/data/v41.0/limits',
      '/services/data/v69.0/limits',
      '/services/data/latest/limits',
      '/services/apexrest/x',
    ]
    for (const path of paths) {
      const reply = await call('GET', path)
      expect(reply).toMatchObject({ status: 404, body: [{ message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' }] })
    }
  })

  test('answers under every version that it has', async () => {
    const { call } = await signIn(open)
    for (const version of ['v42.0', 'v50.0', 'v68.0']) expect((await call('GET', `/services/data/${version}/limits`)).status).toBe(200)
  })

  test('names the methods that a path takes', async () => {
    const { call } = await signIn(open)
    const message = "HTTP Method 'PUT' not allowed. Allowed are HEAD,GET,PATCH,DELETE"
    const reply = await call('PUT', '/sobjects/Lead/00Q000000000001EAA', { json: doe })
    expect(reply).toMatchObject({ status: 405, body: [{ message, errorCode: 'METHOD_NOT_ALLOWED' }] })
  })

  test('takes the examples of the contract without a finding', async () => {
    const org = await signIn(open)
    for (const index of [0, 1]) {
      await createLead(org, example('SalesforceLeadCreate', index))
      expect((await org.lastExchange()).findings).toEqual([])
    }
  })
})
