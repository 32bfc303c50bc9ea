import { expect, test } from 'vitest'
import { describeEachWay } from '../ways.ts'
import { createLead, type Org, signIn } from './org.ts'

const user = '005000000000001AAA'
const deal = { Name: 'ACME', StageName: '1-Discovery', CloseDate: '2024-03-31' }

async function create(org: Org, object: string, json: object): Promise<string> {
  const { status, body } = await org.call('POST', `/sobjects/${object}`, { json })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body.id
}

/** Records that Salesforce refuses, by object, with code and fields of its answer. */
const refused: Record<string, [object: string, json: object, errorCode: string, fields?: string[]]> = {
  'an account without a name': ['Account', {}, 'REQUIRED_FIELD_MISSING', ['Name']],
  'a contact with a long first name': ['Contact', { LastName: 'Doe', FirstName: 'x'.repeat(41) }, 'STRING_TOO_LONG', ['FirstName']],
  'a contact with a bad e-mail': ['Contact', { LastName: 'Doe', Email: 'jane' }, 'INVALID_EMAIL_ADDRESS', ['Email']],
  'a field of another object': ['Contact', { LastName: 'Doe', Company: 'ACME' }, 'INVALID_FIELD'],
  'a field in another case': ['Contact', { lastname: 'Doe' }, 'INVALID_FIELD'],
  'a field that is made': ['Task', { IsClosed: true }, 'INVALID_FIELD', ['IsClosed']],
  'a date that is none': ['Opportunity', { ...deal, CloseDate: 'soon' }, 'JSON_PARSER_ERROR'],
  'an amount of too many digits': ['Opportunity', { ...deal, Amount: 1e16 }, 'NUMBER_OUTSIDE_VALID_RANGE', ['Amount']],
  'an account id that is none': ['Contact', { LastName: 'Doe', AccountId: 'me' }, 'MALFORMED_ID', ['AccountId']],
  'an account id of another object': ['Contact', { LastName: 'Doe', AccountId: user }, 'FIELD_INTEGRITY_EXCEPTION', ['AccountId']],
  'an account that is not there': ['Contact', { LastName: 'Doe', AccountId: '001000000000009AAA' }, 'INVALID_CROSS_REFERENCE_KEY', []],
  'a queue as the owner of an account': [
    'Account',
    { Name: 'ACME', OwnerId: '00G000000000001EAA' },
    'FIELD_INTEGRITY_EXCEPTION',
    ['OwnerId'],
  ],
  'a member of no campaign': ['CampaignMember', {}, 'REQUIRED_FIELD_MISSING', ['CampaignId']],
}

describeEachWay('Salesforce records', (open) => {
  test('are found under the name of their object in any case', async () => {
    const org = await signIn(open)
    const id = await create(org, 'account', { Name: 'ACME' })
    const { body } = await org.call('GET', `/sobjects/ACCOUNT/${id}?fields=name`)
    expect(body).toEqual({ attributes: { type: 'Account', url: `/services/data/v66.0/sobjects/Account/${id}` }, Id: id, Name: 'ACME' })
    expect((await org.lastExchange()).findings).toEqual([])
  })

  test('begin with the defaults of their object, and belong to the user', async () => {
    const org = await signIn(open)
    const task = await org.call('GET', `/sobjects/Task/${await create(org, 'Task', {})}`)
    expect(task.body).toMatchObject({ Status: 'Not Started', Priority: 'Normal', IsClosed: false, OwnerId: user, CreatedById: user })
    const campaign = await org.call('GET', `/sobjects/Campaign/${await create(org, 'Campaign', { Name: 'PQL' })}`)
    expect(campaign.body).toMatchObject({ Status: 'Planned', IsActive: false })
  })

  test('tell what follows from their other fields', async () => {
    const org = await signIn(open)
    const won = await org.call('GET', `/sobjects/Opportunity/${await create(org, 'Opportunity', { ...deal, StageName: 'Closed Won' })}`)
    expect(won.body).toMatchObject({ IsClosed: true, IsWon: true })
    const lost = await org.call('GET', `/sobjects/Opportunity/${await create(org, 'Opportunity', { ...deal, StageName: '8-Closed Lost' })}`)
    expect(lost.body).toMatchObject({ IsClosed: true, IsWon: false })
    const jane = await org.call('GET', `/sobjects/Contact/${await create(org, 'Contact', { FirstName: 'Jane', LastName: 'Doe' })}`)
    expect(jane.body).toMatchObject({ Name: 'Jane Doe' })
  })

  for (const [name, [object, json, errorCode, fields]] of Object.entries(refused)) {
    test(`refuse ${name}`, async () => {
      const org = await signIn(open)
      const reply = await org.call('POST', `/sobjects/${object}`, { json })
      expect(reply).toMatchObject({ status: 400, body: [{ errorCode, ...(fields ? { fields } : {}) }] })
    })
  }

  test('refuse a member that is neither lead nor contact, and one that is there already', async () => {
    const org = await signIn(open)
    const CampaignId = await create(org, 'Campaign', { Name: 'PQL' })
    const ContactId = await create(org, 'Contact', { LastName: 'Doe' })
    const none = await org.call('POST', '/sobjects/CampaignMember', { json: { CampaignId } })
    expect(none).toMatchObject({ status: 400, body: [{ errorCode: 'REQUIRED_FIELD_MISSING' }] })
    const id = await create(org, 'CampaignMember', { CampaignId, ContactId, Status: 'Responded' })
    expect((await org.call('GET', `/sobjects/CampaignMember/${id}`)).body).toMatchObject({ HasResponded: true, Type: 'Contact' })
    const again = await org.call('POST', '/sobjects/CampaignMember', { json: { CampaignId, ContactId } })
    expect(again).toMatchObject({ status: 400, body: [{ errorCode: 'DUPLICATE_VALUE' }] })
    const moved = await org.call('PATCH', `/sobjects/CampaignMember/${id}`, { json: { CampaignId } })
    expect(moved).toMatchObject({ status: 400, body: [{ errorCode: 'INVALID_FIELD', fields: ['CampaignId'] }] })
    expect((await org.call('PATCH', `/sobjects/CampaignMember/${id}`, { json: { Status: 'Sent' } })).status).toBe(204)
  })

  test('of leads are the same whichever way they are reached', async () => {
    const org = await signIn(open)
    const id = await createLead(org)
    expect((await org.call('PATCH', `/sobjects/lead/${id}`, { json: { Title: 'CTO' } })).status).toBe(204)
    const upserted = await org.call('PATCH', '/sobjects/lead/Marketo_Lead_Id__c/50', { json: { LastName: 'Roe', Company: 'ACME' } })
    expect(upserted).toMatchObject({ status: 201, body: { created: true } })
    expect(org.leads()).toMatchObject([{ Title: 'CTO' }, { Marketo_Lead_Id__c: '50', OwnerId: expect.stringMatching(/^00G/) }])
    expect((await org.call('GET', '/sobjects/lead/Marketo_Lead_Id__c/50')).body).toMatchObject({ LastName: 'Roe' })
    expect((await org.call('DELETE', `/sobjects/lead/${id}`)).status).toBe(204)
    expect(await org.call('GET', `/sobjects/Lead/${id}`)).toMatchObject({ status: 404, body: [{ errorCode: 'ENTITY_IS_DELETED' }] })
  })

  test('of an object that the org does not have are not there', async () => {
    const { call } = await signIn(open)
    const calls: [method: string, path: string, json?: object][] = [
      ['POST', '/sobjects/Shoe', {}],
      ['GET', '/sobjects/Shoe/00Q000000000001EAA'],
      ['PATCH', '/sobjects/Shoe/00Q000000000001EAA', {}],
      ['DELETE', '/sobjects/Shoe/00Q000000000001EAA'],
      ['GET', '/sobjects/Shoe/Size__c/42'],
      ['PATCH', '/sobjects/Shoe/Size__c/42', {}],
      ['POST', '/composite/sobjects/Shoe', { ids: [], fields: ['Id'] }],
      ['PATCH', '/composite/sobjects/Shoe/Size__c', { records: [] }],
      ['GET', '/sobjects/1/describe'],
    ]
    for (const [method, path, json] of calls)
      expect(await call(method, path, json ? { json } : {})).toMatchObject({ status: 404, body: [{ errorCode: 'NOT_FOUND' }] })
  })

  test('are found by an index and by looking at each, deleted ones only when all are asked for', async () => {
    const org = await signIn(open)
    const AccountId = await create(org, 'Account', { Name: 'ACME' })
    const ids = [await create(org, 'Contact', { LastName: 'Doe', AccountId }), await create(org, 'Contact', { LastName: 'Roe', AccountId })]
    await org.call('DELETE', `/sobjects/Contact/${ids[0]}`)
    const found = async (path: string, where: string) =>
      (await org.call('GET', `/${path}?q=${encodeURIComponent(`SELECT LastName FROM Contact WHERE ${where}`)}`)).body.totalSize
    expect(await found('query', `AccountId = '${AccountId.slice(0, 15)}'`)).toBe(1)
    expect(await found('query', `LastName IN ('Doe', 'Roe')`)).toBe(1)
    expect(await found('queryAll', `AccountId = '${AccountId}'`)).toBe(2)
    expect(await found('queryAll', 'IsDeleted = true')).toBe(1)
  })
})
