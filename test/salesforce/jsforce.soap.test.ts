import jsforce, { type Connection } from 'jsforce'
import { describe, expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import { authorized, connect, doe, refusal } from './jsforce.ts'
import { store } from './org.ts'

const { username, password } = developmentCredentials.salesforce
const user = '005000000000001AAA'

/** A connection without a connected app, which jsforce then logs in by SOAP. */
async function withoutApp(version = '64.0') {
  const { base, world } = await connect('port', version)
  return { world, base, connection: new jsforce.Connection({ loginUrl: base, version }) }
}

const lead = { ...doe, FirstName: 'Jane', Email: 'jane@example.com', LeadSource: 'Trial - GitLab.com', Country: 'United States' }

const converting = (leadId: string, more = {}) => ({
  ...{ leadId, convertedStatus: 'Qualified', ownerId: user },
  ...{ doNotCreateOpportunity: false, overwriteLeadSource: false, sendNotificationEmail: false },
  ...more,
})

async function createLead(connection: Connection): Promise<string> {
  return ((await connection.create('Lead', lead)) as { id: string }).id
}

describe('jsforce by SOAP', () => {
  test('logs in, and goes on by REST', async () => {
    const { connection, base, world } = await withoutApp()
    expect(await connection.login(username, password)).toMatchObject({ id: user, organizationId: '00D000000000001EAA' })
    expect(connection.instanceUrl).toBe(base)
    expect(await connection.query('SELECT Id FROM Lead')).toMatchObject({ totalSize: 0 })
    expect(world.traces.list({ limit: 9, where: ({ findings }) => findings > 0 }).rows).toEqual([])
  })

  test('is told why it may not log in', async () => {
    const { connection } = await withoutApp()
    const message = 'INVALID_LOGIN: Invalid username, password, security token; or user locked out.'
    expect(await refusal(connection.login(username, 'guess'))).toMatchObject({ message })
  })

  test('cannot log in since v65.0', async () => {
    const { connection } = await withoutApp('65.0')
    expect(await refusal(connection.login(username, password))).toMatchObject({
      message: expect.stringContaining('UNSUPPORTED_API_VERSION'),
    })
  })

  test('logs in again when its session has expired, and asks once more', async () => {
    const { connection, world } = await withoutApp()
    await connection.login(username, password)
    const first = connection.accessToken
    world.clock.advance(7_200_000)
    expect(await connection.create('Lead', doe)).toMatchObject({ success: true })
    expect(connection.accessToken).not.toBe(first)
  })

  test('logs in again for a SOAP call too', async () => {
    const { connection, world } = await withoutApp()
    await connection.login(username, password)
    const leadId = await createLead(connection)
    world.clock.advance(7_200_000)
    expect(await connection.soap.convertLead(converting(leadId))).toMatchObject({ success: true })
  })

  test('logs out', async () => {
    const { connection } = await withoutApp()
    await connection.login(username, password)
    const bare = new jsforce.Connection({ instanceUrl: connection.instanceUrl, accessToken: connection.accessToken as string })
    await connection.logout()
    expect(await refusal(bare.limits())).toMatchObject({ errorCode: 'INVALID_SESSION_ID' })
  })

  test('converts a lead into an account, a contact and an opportunity', async () => {
    const { connection, world } = await authorized()
    const leadId = await createLead(connection)
    const converted = await connection.soap.convertLead(converting(leadId, { opportunityName: 'ACME & sons' }))
    const { accountId, contactId, opportunityId } = converted as unknown as Record<string, string>
    expect(converted).toMatchObject({ success: true, leadId, errors: [] })
    const owned = { OwnerId: user }
    expect(await connection.retrieve('Account', accountId as string)).toMatchObject({
      Name: 'ACME',
      BillingCountry: 'United States',
      ...owned,
    })
    const contact = {
      FirstName: 'Jane',
      LastName: 'Doe',
      Email: 'jane@example.com',
      AccountId: accountId,
      LeadSource: 'Trial - GitLab.com',
    }
    expect(await connection.retrieve('Contact', contactId as string)).toMatchObject({ ...contact, ...owned })
    expect(await connection.retrieve('Opportunity', opportunityId as string)).toMatchObject({ Name: 'ACME & sons', AccountId: accountId })
    const ids = { ConvertedAccountId: accountId, ConvertedContactId: contactId, ConvertedOpportunityId: opportunityId }
    expect(await connection.retrieve('Lead', leadId)).toMatchObject({ IsConverted: true, Status: 'Qualified', ...ids })
    expect(await refusal(connection.update('Lead', { Id: leadId, Title: 'CTO' }))).toMatchObject({ name: 'CANNOT_UPDATE_CONVERTED_LEAD' })
    expect(world.traces.list({ limit: 9, where: ({ findings }) => findings > 0 }).rows).toEqual([])
  })

  test('converts into an account and a contact that are there, and fills only what they lack', async () => {
    const { connection } = await authorized()
    const leadId = await createLead(connection)
    const { id: accountId } = (await connection.create('Account', { Name: 'Acme Inc.' })) as { id: string }
    const known = { LastName: 'Roe', LeadSource: 'Web', AccountId: accountId }
    const { id: contactId } = (await connection.create('Contact', known)) as { id: string }
    const into = { accountId, contactId, doNotCreateOpportunity: true }
    const converted = await connection.soap.convertLead(converting(leadId, into))
    expect(converted).toMatchObject({ accountId, contactId, success: true })
    expect((converted as { opportunityId?: string }).opportunityId).toBeNull()
    expect(await connection.retrieve('Account', accountId)).toMatchObject({ Name: 'Acme Inc.', BillingCountry: 'United States' })
    expect(await connection.retrieve('Contact', contactId)).toMatchObject({ LastName: 'Roe', FirstName: 'Jane', LeadSource: 'Web' })
  })

  test('converts into an opportunity that is there', async () => {
    const { connection } = await authorized()
    const leadId = await createLead(connection)
    const known = { Name: 'Renewal', StageName: '4-Proposal', CloseDate: '2024-03-31' }
    const { id: opportunityId } = (await connection.create('Opportunity', known)) as { id: string }
    const converted = (await connection.soap.convertLead(converting(leadId, { opportunityId }))) as unknown as Record<string, string>
    expect(converted.opportunityId).toBe(opportunityId)
    expect(await connection.retrieve('Opportunity', opportunityId)).toMatchObject({ ...known, AccountId: converted.accountId })
  })

  test('replaces the source of a contact when it is told to', async () => {
    const { connection } = await authorized()
    const leadId = await createLead(connection)
    const { id: accountId } = (await connection.create('Account', { Name: 'Acme Inc.' })) as { id: string }
    const { id: contactId } = (await connection.create('Contact', { LastName: 'Roe', LeadSource: 'Web', AccountId: accountId })) as {
      id: string
    }
    await connection.soap.convertLead(converting(leadId, { accountId, contactId, overwriteLeadSource: true }))
    expect(await connection.retrieve('Contact', contactId)).toMatchObject({ LeadSource: 'Trial - GitLab.com' })
  })

  test('converts nothing when a validation rule refuses one of the records', async () => {
    const { connection, world } = await authorized()
    const leadId = await createLead(connection)
    const rule = {
      ...example('SalesforceValidationRuleRow'),
      object: 'Contact',
      conditions: [],
      message: 'No contacts today.',
      field: undefined,
    }
    store(world, 'validation_rules', [rule], 'id')
    const errors = [{ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'No contacts today.' }]
    expect(await connection.soap.convertLead(converting(leadId))).toMatchObject({ success: false, errors })
    expect(await connection.sobject('Account').count()).toBe(0)
    expect(await connection.retrieve('Lead', leadId)).toMatchObject({ IsConverted: false })
  })

  test('hands tasks and places in campaigns over to the contact', async () => {
    const { connection } = await authorized()
    const leadId = await createLead(connection)
    const { id: CampaignId } = (await connection.create('Campaign', { Name: 'PQL' })) as { id: string }
    await connection.create('CampaignMember', { CampaignId, LeadId: leadId })
    await connection.create('Task', { Subject: 'Call', WhoId: leadId })
    const { contactId } = (await connection.soap.convertLead(converting(leadId))) as { contactId: string }
    expect(await connection.sobject('Task').find({ WhoId: contactId }, 'Subject')).toHaveLength(1)
    expect(await connection.sobject('CampaignMember').find({ CampaignId })).toMatchObject([
      { ContactId: contactId, LeadId: leadId, Type: 'Contact' },
    ])
  })

  test('converts each of several by itself, and is told why one is refused', async () => {
    const { connection } = await authorized()
    const leadId = await createLead(connection)
    const other = await createLead(connection)
    const { id: accountId } = (await connection.create('Account', { Name: 'Acme Inc.' })) as { id: string }
    const { id: contactId } = (await connection.create('Contact', { LastName: 'Roe' })) as { id: string }
    const wanted = [
      converting(leadId),
      converting(leadId),
      converting(other, { convertedStatus: 'Raw' }),
      converting(other, { ownerId: undefined }),
      converting(other, { accountId: '001000000000009AAA' }),
      converting(other, { contactId: '003000000000009AAA' }),
      converting(other, { accountId, contactId }),
      converting(other, { opportunityName: 'x'.repeat(121) }),
      converting('00Q000000000009EAA'),
    ].map((one) => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)))
    const results = (await connection.soap.convertLead(wanted as never)) as unknown as {
      success: boolean
      errors: { statusCode: string }[]
    }[]
    expect(results.map(({ success, errors }) => (success ? 'converted' : errors[0]?.statusCode))).toEqual([
      'converted',
      'CANNOT_UPDATE_CONVERTED_LEAD',
      'INVALID_STATUS',
      'INVALID_ID_FIELD',
      'INVALID_CROSS_REFERENCE_KEY',
      'INVALID_CROSS_REFERENCE_KEY',
      'INVALID_CROSS_REFERENCE_KEY',
      'STRING_TOO_LONG',
      'INVALID_CROSS_REFERENCE_KEY',
    ])
  })
})
