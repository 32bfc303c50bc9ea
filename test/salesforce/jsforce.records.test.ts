import { describe, expect, test } from 'vitest'
import { authorized, doe, refusal } from './jsforce.ts'

const strayed = { limit: 100, where: ({ findings }: { findings: number }) => findings > 0 }

describe('jsforce with records of other objects', () => {
  test('creates, retrieves, updates, queries and deletes them', async () => {
    const { connection, world } = await authorized()
    const { id: AccountId } = (await connection.create('Account', { Name: 'ACME' })) as { id: string }
    const { id } = (await connection.create('Contact', { LastName: 'Doe', Email: 'jane@example.com', AccountId })) as { id: string }
    const { id: WhatId } = (await connection.create('Opportunity', {
      ...{ Name: 'ACME - Ultimate', StageName: '1-Discovery', CloseDate: '2024-03-31', AccountId },
    })) as { id: string }
    await connection.create('Task', { Subject: 'Call', WhoId: id, WhatId })
    await connection.update('Contact', { Id: id, Title: 'CTO' })
    expect(await connection.retrieve('Contact', id)).toMatchObject({
      attributes: { type: 'Contact' },
      Name: 'Doe',
      Title: 'CTO',
      AccountId,
    })
    const found = await connection.sobject('Task').find({ WhoId: id }, 'Subject, Status, IsClosed')
    expect(found).toMatchObject([{ Subject: 'Call', Status: 'Not Started', IsClosed: false }])
    expect(await connection.delete('Contact', id)).toEqual({ id, success: true, errors: [] })
    expect(await refusal(connection.retrieve('Contact', id))).toMatchObject({ name: 'ENTITY_IS_DELETED' })
    expect(world.traces.list(strayed).rows).toEqual([])
  })

  test('updates a contact by its e-mail', async () => {
    const { connection } = await authorized()
    await connection.create('Contact', { LastName: 'Doe', Email: 'jane@example.com' })
    expect(await connection.upsert('Contact', { Email: 'jane@example.com', Title: 'CTO' }, 'Email')).toMatchObject({ created: false })
    expect(await connection.sobject('Contact').findOne({ Email: 'jane@example.com' })).toMatchObject({ Title: 'CTO' })
  })

  test('makes a lead a member of a campaign, and finds the members', async () => {
    const { connection } = await authorized()
    const { id: CampaignId } = (await connection.create('Campaign', { Name: 'PQL', IsActive: true })) as { id: string }
    const { id: LeadId } = (await connection.create('Lead', doe)) as { id: string }
    await connection.create('CampaignMember', { CampaignId, LeadId })
    const members = await connection.sobject('CampaignMember').find({ CampaignId })
    expect(members).toMatchObject([{ Status: 'Sent', HasResponded: false, Type: 'Lead', LeadOrContactId: LeadId }])
    expect(await refusal(connection.create('CampaignMember', { CampaignId, LeadId }))).toMatchObject({ name: 'DUPLICATE_VALUE' })
  })
})

describe.each(['42.0', '46.0', '66.0'])('jsforce with collections in v%s', (version) => {
  test('creates, retrieves, updates, upserts and deletes many', async () => {
    const { connection, world } = await authorized('port', version)
    const leads = connection.sobject('Lead')
    const created = await leads.create([{ ...doe, Marketo_Lead_Id__c: '50' }, { FirstName: 'Jane' }, { ...doe, LastName: 'Roe' }])
    expect(created).toMatchObject([
      { success: true, errors: [] },
      {
        success: false,
        errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName', 'Company'] }],
      },
      { success: true },
    ])
    const ids = created.flatMap(({ id }) => id ?? [])
    expect(await leads.retrieve(ids)).toMatchObject([{ LastName: 'Doe' }, { LastName: 'Roe' }])
    expect(await leads.update(ids.map((Id) => ({ Id, Title: 'CTO' })))).toMatchObject([{ success: true }, { success: true }])
    const upserted = await leads.upsert(
      ['50', '51'].map((Marketo_Lead_Id__c) => ({ ...doe, Marketo_Lead_Id__c })),
      'Marketo_Lead_Id__c',
    )
    expect(upserted).toMatchObject([{ success: true }, { success: true }])
    expect(await leads.count()).toBe(3)
    expect(await leads.destroy(ids)).toMatchObject([{ success: true }, { success: true }])
    expect(await leads.count()).toBe(1)
    expect(world.traces.list(strayed).rows).toMatchObject([])
  })

  test('takes all back when one of all or none is refused', async () => {
    const { connection } = await authorized('port', version)
    const leads = connection.sobject('Lead')
    const [innocent, guilty] = await leads.create([doe, { FirstName: 'Jane' }], { allOrNone: true })
    expect(innocent).toMatchObject({ success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK' }] })
    expect(guilty).toMatchObject({ success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING' }] })
    expect(await leads.count()).toBe(0)
  })

  test('queries deleted records too', async () => {
    const { connection } = await authorized('port', version)
    const { id } = (await connection.create('Lead', doe)) as { id: string }
    await connection.delete('Lead', id)
    expect((await connection.query('SELECT Id FROM Lead')).totalSize).toBe(0)
    const whole = await connection.query('SELECT Id, IsDeleted FROM Lead', { scanAll: true })
    expect(whole.records).toMatchObject([{ Id: id, IsDeleted: true }])
  })
})
