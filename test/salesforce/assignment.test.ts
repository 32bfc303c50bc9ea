import { expect, test } from 'vitest'
import { validator } from '../../contracts/openapi/spec.ts'
import { isCountryName } from '../../mocks/core/system/places/picklists.ts'
import { lead } from '../../mocks/salesforce/records/sobjects.ts'
import { seed } from '../../mocks/salesforce/seed.ts'
import { describeEachWay } from '../ways.ts'
import { createLead, type Org, signIn, store } from './org.ts'

const { queues, assignment_rules, duplicate_rules } = seed()
const queueOf = (name: string) => queues.find(({ Name }) => Name === name)?.Id
const integrationUser = '005000000000001AAA'
const upsertPath = '/sobjects/Lead/Marketo_Lead_Id__c/50'

/** The owner of the only lead. */
const owner = (org: Org) => org.leads()[0]?.OwnerId

describeEachWay('Salesforce assignment rules', (open) => {
  const routes: [string, object][] = [
    ['Hand Raise PQL', { Product_Interaction__c: 'Hand Raise PQL', Country: 'Germany' }],
    ['AMER', { Country: 'Canada' }],
    ['EMEA', { Country: 'Germany', Status: 'MQL' }],
    ['APAC', { Country: 'Japan' }],
    ['MQL', { Status: 'MQL' }],
    ['Inbound', {}],
  ]
  for (const [queue, fields] of routes) {
    test(`gives a new lead with ${JSON.stringify(fields)} to the queue ${queue}`, async () => {
      const org = await signIn(open)
      await createLead(org, fields)
      expect(owner(org)).toBe(queueOf(queue))
    })
  }

  test('leaves a new lead with the user when the header says FALSE', async () => {
    const org = await signIn(open)
    await org.call('PATCH', upsertPath, { json: { LastName: 'Doe', Company: 'ACME' }, headers: { 'Sforce-Auto-Assign': 'false' } })
    expect(owner(org)).toBe(integrationUser)
  })

  test('leaves a new lead with the owner it names', async () => {
    const org = await signIn(open)
    await createLead(org, { OwnerId: queueOf('APAC')?.slice(0, 15) })
    expect(owner(org)).toBe(queueOf('APAC'))
  })

  test('leaves an updated lead with its owner unless the header says TRUE', async () => {
    const org = await signIn(open)
    await createLead(org, { Marketo_Lead_Id__c: '50', Country: 'Japan' })
    await org.call('PATCH', upsertPath, { json: { Country: 'Germany' } })
    expect(owner(org)).toBe(queueOf('APAC'))
    await org.call('PATCH', upsertPath, { json: { Status: 'MQL' }, headers: { 'Sforce-Auto-Assign': 'TRUE' } })
    expect(owner(org)).toBe(queueOf('EMEA'))
  })

  test('runs only the rule that the header names, and refuses an unknown one', async () => {
    const org = await signIn(open)
    const id = await createLead(org, { Country: 'Japan' })
    const assignBy = (rule: string | undefined) =>
      org.call('PATCH', `/sobjects/Lead/${id}`, { json: { Status: 'MQL' }, headers: { 'Sforce-Auto-Assign': String(rule) } })
    expect((await assignBy(assignment_rules.at(-1)?.id.slice(0, 15))).status).toBe(204)
    expect(owner(org)).toBe(queueOf('Inbound'))
    expect(await assignBy('01Q000000000099EAA')).toMatchObject({ status: 400, body: [{ errorCode: 'MALFORMED_ID' }] })
  })

  test('follows the order of the rules and each of their operators', async () => {
    const org = await signIn(open)
    const conditions = [
      { field: 'Title', operator: 'startsWith', value: 'VP' },
      { field: 'Company', operator: 'notEqual', value: 'ACME' },
      { field: 'Opt_In__c', operator: 'equals', value: 'true' },
      { field: 'mkto71_Lead_Score__c', operator: 'in', value: ['100', '185'] },
    ]
    store(org.world, 'assignment_rules', [{ id: '01Q000000000007EAA', order: 0, queue_id: queueOf('MQL'), conditions }], 'id')
    const fits = { Title: 'VP Sales', Company: 'Umbrella', Opt_In__c: true, mkto71_Lead_Score__c: 185 }
    const ids = []
    for (const change of [{}, { Title: 'Dean' }, { Company: 'ACME' }, { Opt_In__c: false }, { mkto71_Lead_Score__c: 1 }]) {
      ids.push(await createLead(org, { ...fits, ...change }))
    }
    const owners = org.leads().map(({ OwnerId }) => OwnerId)
    expect(owners).toEqual([queueOf('MQL'), ...Array(4).fill(queueOf('Inbound'))])
  })
})

describeEachWay('Salesforce duplicate rules', (open) => {
  const jane = { LastName: 'Doe', Company: 'ACME', Email: 'jane@example.com' }
  const [rule] = duplicate_rules

  async function switchedOn(changes: object = {}): Promise<Org> {
    const org = await signIn(open)
    store(org.world, 'duplicate_rules', [{ ...rule, active: true, ...changes }], 'id')
    return org
  }

  test('saves a second lead with an e-mail, since the rule starts switched off', async () => {
    const org = await signIn(open)
    await createLead(org, jane)
    await createLead(org, jane)
    expect(org.leads()).toHaveLength(2)
  })

  test('refuses a second lead with an e-mail, and names the first', async () => {
    const org = await switchedOn()
    const id = await createLead(org, jane)
    const reply = await org.call('PATCH', upsertPath, { json: { ...jane, Email: 'Jane@Example.com' } })
    expect(reply).toMatchObject({ status: 400, body: [{ errorCode: 'DUPLICATES_DETECTED', message: 'Use one of these records?' }] })
    expect(reply.body[0].duplicateResut).toMatchObject({ allowSave: true, duplicateRule: 'Standard_Lead_Duplicate_Rule' })
    expect(reply.body[0].duplicateResut.matchResults).toMatchObject([
      { rule: 'Standard_Lead_Match_Rule_v1_0', size: 1, matchRecords: [{ record: { Id: id, attributes: { type: 'Lead' } } }] },
    ])
    expect((await org.lastExchange()).findings).toEqual([])
    expect(org.leads()).toHaveLength(1)
  })

  test('saves in spite of the rule when the header says so and the rule lets it', async () => {
    const headers = { 'Sforce-Duplicate-Rule-Header': 'allowSave=true' }
    const lenient = await switchedOn()
    await createLead(lenient, jane)
    expect((await lenient.call('POST', '/sobjects/Lead', { json: jane, headers })).status).toBe(201)
    const strict = await switchedOn({ allow_save: false })
    await createLead(strict, jane)
    expect((await strict.call('POST', '/sobjects/Lead', { json: jane, headers })).status).toBe(400)
  })

  test('looks at an update only when it changes the e-mail', async () => {
    const org = await switchedOn()
    await createLead(org, jane)
    const other = await createLead(org, { ...jane, Email: 'joe@example.com' })
    expect((await org.call('PATCH', `/sobjects/Lead/${other}`, { json: { Email: jane.Email } })).status).toBe(400)
    expect((await org.call('PATCH', `/sobjects/Lead/${other}`, { json: { Status: 'MQL' } })).status).toBe(204)
  })
})

test('begins with rows that are as the contract says, about countries and fields that exist', () => {
  for (const row of queues) expect(validator('SalesforceQueueRow').safeParse(row).error).toBeUndefined()
  for (const row of assignment_rules) expect(validator('SalesforceAssignmentRuleRow').safeParse(row).error).toBeUndefined()
  for (const row of duplicate_rules) expect(validator('SalesforceDuplicateRuleRow').safeParse(row).error).toBeUndefined()
  const conditions = assignment_rules.flatMap((rule) => rule.conditions)
  for (const { field } of conditions) expect(lead.field(field)).toBeDefined()
  const countries = conditions.filter(({ field }) => field === 'Country').flatMap(({ value }) => value)
  expect(countries.filter((name) => !isCountryName(name))).toEqual([])
})
