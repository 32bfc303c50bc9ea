import { describe, expect, test } from 'vitest'
import { example, schema, validator } from '../../contracts/openapi/spec.ts'
import type { Schema } from '../../contracts/openapi/types.ts'
import { fields } from '../../mocks/marketo/fields.ts'
import { synced, toSalesforce } from '../../mocks/marketo/mapping.ts'

type SalesforceType = Schema<'SalesforceField'>['type']
type Described = { type: SalesforceType; updateable: boolean; nillable: boolean }

/** What Salesforce may hold of each of Marketo's types, once converted. */
const fitting: Partial<Record<string, SalesforceType[]>> = {
  string: ['string', 'picklist'],
  text: ['textarea'],
  textarea: ['textarea'],
  phone: ['phone'],
  email: ['email'],
  url: ['url'],
  boolean: ['boolean'],
  date: ['date'],
  datetime: ['datetime'],
  score: ['double'],
  integer: ['int', 'string'],
  currency: ['currency'],
}

const properties = schema('SalesforceLeadUpdate').properties ?? {}
const described = (name: string) => properties[name]?.['x-salesforce'] as Described | undefined
const full = { ...example('MarketoLead'), address: '1 Main Street', numberOfEmployees: 50, annualRevenue: 1_000_000, unsubscribed: false }

describe('Marketo mapping', () => {
  for (const { name, salesforce = '', dataType } of synced) {
    test(`${name} goes to a field of Salesforce's lead that takes it`, () => {
      expect(described(salesforce)).toMatchObject({ updateable: true })
      expect(fitting[dataType]).toContain(described(salesforce)?.type)
    })
  }

  test('sends what Salesforce takes', () => {
    expect(validator('SalesforceLeadUpdate').safeParse(toSalesforce(full)).error).toBeUndefined()
  })

  test('sends the namespace id as text, moments in the form of Salesforce, the rest as it is', () => {
    expect(toSalesforce(full)).toMatchObject({
      PQL_Namespace_Id__c: '1000',
      MQL_DateTime__c: '2024-01-01T00:00:02.000+0000',
      Trial_Start_Date__c: '2024-01-01',
      Opt_In__c: true,
      Currently_in_Trial__c: false,
      mkto71_Lead_Score__c: 160,
      Street: '1 Main Street',
    })
  })

  test('keeps to itself what is not mapped', () => {
    const sent = Object.keys(toSalesforce(full))
    for (const own of ['id', 'sfdcLeadId', 'createdAt', 'updatedAt', 'Marketo_Lead_Id__c']) expect(sent).not.toContain(own)
  })

  test('empties what Salesforce lets be empty, and leaves out the rest', () => {
    const emptied = Object.fromEntries([...fields.keys()].map((name) => [name, null])) as unknown as Schema<'MarketoLead'>
    const sent = toSalesforce(emptied)
    const nillable = synced.map(({ salesforce = '' }) => salesforce).filter((name) => described(name)?.nillable)
    expect(Object.keys(sent)).toEqual(nillable)
    expect(validator('SalesforceLeadUpdate').safeParse(sent).error).toBeUndefined()
  })

  test('sends nothing of what was never given', () => {
    expect(toSalesforce({ id: 1, lastName: 'Doe' })).toEqual({ LastName: 'Doe' })
  })
})
