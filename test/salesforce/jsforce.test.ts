import jsforce from 'jsforce'
import { describe, expect, test } from 'vitest'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import type { Lead } from '../../mocks/salesforce/tables.ts'
import { connect, doe, refusal, authorized as signedIn } from './jsforce.ts'
import { store } from './org.ts'

const { clientSecret, username, password } = developmentCredentials.salesforce
const places = [
  { title: 'under the prefix', place: 'prefix', version: '66.0' },
  { title: 'at the root of its own port', place: 'port', version: '66.0' },
  { title: 'with the oldest version', place: 'port', version: '42.0' },
] as const

describe.each(places)('jsforce $title', ({ place, version }) => {
  const authorized = () => signedIn(place, version)

  test('authorizes by client credentials and keeps the base of the caller', async () => {
    const { connection, base } = await authorized()
    expect(connection.instanceUrl).toBe(base)
    expect(connection.accessToken).toMatch(/^00D000000000001!/)
    expect(connection.userInfo).toMatchObject({ id: '005000000000001AAA', organizationId: '00D000000000001EAA' })
  })

  test('logs in by username and password', async () => {
    const { connection } = await connect(place, version)
    expect(await connection.login(username, password)).toMatchObject({ id: '005000000000001AAA' })
  })

  test('throws by the name of the refusal when it may not log in', async () => {
    const { connection } = await connect(place, version)
    expect(await refusal(connection.login(username, 'guess'))).toMatchObject({ name: 'invalid_grant', message: 'authentication failure' })
    const { connection: stranger, base } = await connect(place, version)
    stranger.oauth2 = new jsforce.OAuth2({ clientId: 'stranger', clientSecret, loginUrl: base })
    expect(await refusal(stranger.authorize({ grant_type: 'client_credentials' }))).toMatchObject({ name: 'invalid_client_id' })
  })

  test('identifies the user', async () => {
    const { connection, base } = await authorized()
    const url = `${base}/id/00D000000000001EAA/005000000000001AAA`
    expect(await connection.identity()).toMatchObject({
      id: url,
      user_id: '005000000000001AAA',
      organization_id: '00D000000000001EAA',
      username,
    })
    const bare = new jsforce.Connection({ instanceUrl: base, version, accessToken: connection.accessToken as string })
    expect(await bare.identity()).toMatchObject({ id: url })
  })

  test('creates, retrieves, updates, upserts and deletes', async () => {
    const { connection, world } = await authorized()
    const leads = connection.sobject('Lead')
    const { id } = (await leads.create({ ...doe, Marketo_Lead_Id__c: '50' })) as { id: string }
    expect(await leads.retrieve(id)).toMatchObject({ Id: id, LastName: 'Doe', Status: 'Raw' })
    expect(await connection.retrieve('Lead', id, { fields: ['Name'] })).toMatchObject({ Id: id, Name: 'Doe' })
    expect(await leads.update({ Id: id, Status: 'MQL' })).toEqual({ id, success: true, errors: [] })
    const updated = await leads.upsert({ ...doe, Marketo_Lead_Id__c: '50', FirstName: 'Jane' }, 'Marketo_Lead_Id__c')
    expect(updated).toMatchObject(version === '42.0' ? { success: true, errors: [] } : { id, success: true, errors: [], created: false })
    const created = await leads.upsert({ ...doe, Marketo_Lead_Id__c: '51' }, 'Marketo_Lead_Id__c')
    expect(created).toMatchObject({ success: true, errors: [], ...(version === '42.0' ? {} : { created: true }) })
    expect(await leads.destroy(id)).toEqual({ id, success: true, errors: [] })
    expect(await refusal(leads.retrieve(id))).toMatchObject({ name: 'ENTITY_IS_DELETED', message: 'entity is deleted' })
    expect([...world.store.relation('salesforce.leads').rows.values()]).toMatchObject([
      { FirstName: 'Jane', IsDeleted: true },
      { Marketo_Lead_Id__c: '51' },
    ])
    expect(world.traces.list({ limit: 100, where: ({ findings }) => findings > 0 }).rows).toEqual([])
  })

  test('fetches all pages of a query by itself', async () => {
    const { connection, world } = await authorized()
    const rows = Array.from({ length: 450 }, (_, index) => ({ Id: `00Q000${String(index).padStart(9, '0')}EAA`, ...doe }))
    store(world, 'leads', rows)
    const headers = { 'Sforce-Query-Options': 'batchSize=200' }
    const soql = 'SELECT Id FROM Lead ORDER BY Id'
    const whole = await connection.query<Lead>(soql, { autoFetch: true, headers })
    expect(whole).toMatchObject({ totalSize: 450, done: true })
    expect(whole.records.map(({ Id }) => Id)).toEqual(rows.map(({ Id }) => Id))
    const page = await connection.query(soql, { headers })
    expect(page.records).toHaveLength(200)
    expect((await connection.queryMore(page.nextRecordsUrl as string)).records).toHaveLength(250)
  })

  test('finds by the conditions that it builds', async () => {
    const { connection } = await authorized()
    const leads = connection.sobject('Lead')
    const names = ["O'Hara", 'Doe', 'Roe']
    for (const [index, LastName] of names.entries())
      await leads.create({ ...doe, LastName, mkto71_Lead_Score__c: index * 100, Opt_In__c: index > 0 })
    const found = async (conditions: object) => (await leads.find(conditions, 'LastName').sort('LastName')).map(({ LastName }) => LastName)
    expect(await found({ LastName: "O'Hara" })).toEqual(["O'Hara"])
    expect(await found({ LastName: { $in: ["O'Hara", 'Roe'] } })).toEqual(["O'Hara", 'Roe'])
    expect(await found({ LastName: { $nin: ['Doe'] }, mkto71_Lead_Score__c: { $gte: 100 } })).toEqual(['Roe'])
    expect(
      await found({ $or: [{ LastName: { $like: 'D%' } }, { $and: [{ Opt_In__c: true }, { mkto71_Lead_Score__c: { $gt: 100 } }] }] }),
    ).toEqual(['Doe', 'Roe'])
    expect(await found({ $not: { LastName: { $like: '%oe' } } })).toEqual(["O'Hara"])
    expect(await found({ LastName: { $nlike: '%oe' } })).toEqual(["O'Hara"])
    expect(await found({ Title: { $exists: false }, Email: null })).toHaveLength(3)
    expect(await found({ CreatedDate: { $gt: jsforce.SfDate.toDateTimeLiteral('2020-01-01T00:00:00Z') } })).toHaveLength(3)
    expect(await leads.count({ LastName: { $ne: 'Doe' } })).toBe(2)
    expect(await connection.query('SELECT COUNT() FROM Lead')).toMatchObject({ totalSize: 3, records: [] })
  })

  test('expands * by what describe says', async () => {
    const { connection } = await authorized()
    await connection.sobject('Lead').create({ ...doe, City: 'Utrecht' })
    expect(await connection.sobject('Lead').findOne({ LastName: 'Doe' })).toMatchObject({
      City: 'Utrecht',
      Address: { city: 'Utrecht' },
      Opt_In__c: false,
    })
    expect((await connection.sobject('Lead').describe()).fields.map(({ name }) => name)).toContain('Marketo_Lead_Id__c')
    expect((await connection.describeGlobal()).sobjects.map(({ name }) => name)).toContain('Contact')
  })

  test('follows the usage that each reply tells', async () => {
    const { connection } = await authorized()
    await connection.limits()
    const limits = await connection.limits()
    expect(connection.limitInfo).toEqual({ apiUsage: { used: 2, limit: 15_000 } })
    expect(limits.DailyApiRequests).toEqual({ Max: 15_000, Remaining: 14_998 })
  })

  test('throws by the name of each refusal', async () => {
    const { connection } = await authorized()
    const leads = connection.sobject('Lead')
    expect(await refusal(leads.create({ FirstName: 'Jane' }))).toMatchObject({
      name: 'REQUIRED_FIELD_MISSING',
      errorCode: 'REQUIRED_FIELD_MISSING',
      message: 'Required fields are missing: [LastName, Company]',
      data: { fields: ['LastName', 'Company'] },
    })
    expect(await refusal(leads.upsert({ ...doe, Namez: '1' }, 'Namez'))).toMatchObject({ name: 'NOT_FOUND' })
    expect(await refusal(leads.retrieve('00Q000000000009EAA'))).toMatchObject({ name: 'NOT_FOUND' })
    expect(await refusal(connection.query('SELECT FROM Lead'))).toMatchObject({ name: 'MALFORMED_QUERY' })
    await leads.create({ ...doe, Email: 'jane@example.com' })
    await leads.create({ ...doe, Email: 'jane@example.com' })
    expect(await refusal(leads.upsert({ ...doe, Email: 'jane@example.com' }, 'Email'))).toMatchObject({
      name: 'MULTIPLE_CHOICES',
      data: [expect.stringContaining('/sobjects/Lead/00Q'), expect.any(String)],
    })
  })

  test('cannot refresh an expired session of client credentials, and authorizes anew', async () => {
    const { connection, world } = await authorized()
    world.clock.advance(7_200_000)
    expect(await refusal(connection.limits())).toMatchObject({
      message: expect.stringContaining('No refresh token found in the connection'),
    })
    await connection.authorize({ grant_type: 'client_credentials' })
    expect(await connection.limits()).toHaveProperty('DailyApiRequests')
  })
})
