import { expect, test } from 'vitest'
import { lead } from '../../mocks/salesforce/records/sobjects.ts'
import { salesforce } from '../../mocks/salesforce/system.ts'
import { describeEachWay } from '../ways.ts'
import { createLead, signIn } from './org.ts'

describeEachWay('Salesforce resources', (open) => {
  test('lists the versions to anyone, and does not count that', async () => {
    const { send } = await open({ systems: [salesforce] })
    const response = await send('salesforce', '/services/data')
    const versions = await response.json()
    expect(response.headers.get('sforce-limit-info')).toBeNull()
    expect(versions).toHaveLength(27)
    expect(versions[0]).toEqual({ label: "Spring '18", url: '/services/data/v42.0', version: '42.0' })
    expect(versions.slice(-3).map(({ label }: { label: string }) => label)).toEqual(["Spring '26", "Summer '26", "Winter '27"])
  })

  test('lists the resources of a version', async () => {
    const org = await signIn(open)
    const { status, body } = await org.call('GET', '/services/data/v60.0')
    expect(status).toBe(200)
    expect(body).toMatchObject({ sobjects: '/services/data/v60.0/sobjects', identity: expect.stringMatching(/^http.+\/id\/00D/) })
    expect((await org.lastExchange()).findings).toEqual([])
  })

  test('describes the org and the Lead with its fields', async () => {
    const org = await signIn(open)
    const global = await org.call('GET', '/sobjects')
    const prefixes = global.body.sobjects.map(({ name, keyPrefix }: Record<string, string>) => [name, keyPrefix])
    expect(Object.fromEntries(prefixes)).toEqual({
      Account: '001',
      Campaign: '701',
      CampaignMember: '00v',
      Contact: '003',
      Lead: '00Q',
      Opportunity: '006',
      Task: '00T',
    })
    expect((await org.lastExchange()).findings).toEqual([])
    const { body } = await org.call('GET', '/sobjects/Lead/describe')
    expect((await org.lastExchange()).findings).toEqual([])
    expect(body.fields).toHaveLength(lead.fields.length)
    const byName = Object.fromEntries(body.fields.map((field: { name: string }) => [field.name, field]))
    expect(byName.LastName).toMatchObject({ length: 80, nillable: false, custom: false })
    expect(byName.Marketo_Lead_Id__c).toMatchObject({ custom: true, externalId: true, unique: true, idLookup: true })
    expect(byName.Status.picklistValues).toContainEqual({ active: true, defaultValue: true, label: 'Raw', validFor: null, value: 'Raw' })
  })

  test('tells what is left of the limits', async () => {
    const org = await signIn(open)
    await createLead(org)
    const { body, headers } = await org.call('GET', '/limits')
    expect(body.DailyApiRequests).toEqual({ Max: 15000, Remaining: 14998 })
    expect(body.DataStorageMB).toEqual({ Max: 1024, Remaining: 1023 })
    expect(headers.get('sforce-limit-info')).toBe('api-usage=2/15000')
    expect((await org.lastExchange()).findings).toEqual([])
  })
})

describeEachWay('Salesforce usage', (open) => {
  test('counts each call, refused ones too, but none without a session', async () => {
    const { call } = await signIn(open)
    const usage = async (path: string, headers = {}) => (await call('GET', path, { headers })).headers.get('sforce-limit-info')
    expect(await usage('/limits')).toBe('api-usage=1/15000')
    expect(await usage('/limits', { authorization: 'Bearer unknown' })).toBe('api-usage=1/15000')
    expect(await usage('/sobjects/Lead/00Q000000000001EAA')).toBe('api-usage=2/15000')
    expect(await usage('/jobs')).toBe('api-usage=3/15000')
    expect(await usage('/query?q=SELECT')).toBe('api-usage=4/15000')
    expect(await usage('/services/data')).toBeNull()
  })

  test('refuses calls beyond the day, and takes them again on the next', async () => {
    const { call, world } = await signIn(open)
    world.clock.freeze(Date.parse('2024-01-01T23:00:00Z'))
    world.memoryOf('salesforce').set('usage', { day: '2024-01-01', calls: 14_999, batches: 0 })
    expect((await call('GET', '/limits')).status).toBe(200)
    const reply = await call('GET', '/limits')
    expect(reply).toMatchObject({ status: 403, body: [{ message: 'TotalRequests Limit exceeded.', errorCode: 'REQUEST_LIMIT_EXCEEDED' }] })
    expect(reply.headers.get('sforce-limit-info')).toBe('api-usage=15000/15000')
    world.clock.advance(3_600_000)
    expect((await call('GET', '/limits')).headers.get('sforce-limit-info')).toBe('api-usage=1/15000')
  })
})
