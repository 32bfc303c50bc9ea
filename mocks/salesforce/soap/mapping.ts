import type { Row } from '../records/row.ts'

/** Which field of a lead goes to which of what it becomes. Source: Salesforce help, Lead Conversion Field Mapping. */
const becomes: Record<'Account' | 'Contact' | 'Opportunity', Record<string, string>> = {
  Account: {
    Company: 'Name',
    LeadSource: 'AccountSource',
    Phone: 'Phone',
    Website: 'Website',
    Industry: 'Industry',
    AnnualRevenue: 'AnnualRevenue',
    NumberOfEmployees: 'NumberOfEmployees',
    Street: 'BillingStreet',
    City: 'BillingCity',
    State: 'BillingState',
    PostalCode: 'BillingPostalCode',
    Country: 'BillingCountry',
  },
  Contact: {
    FirstName: 'FirstName',
    LastName: 'LastName',
    Salutation: 'Salutation',
    Title: 'Title',
    Email: 'Email',
    Phone: 'Phone',
    MobilePhone: 'MobilePhone',
    LeadSource: 'LeadSource',
    Description: 'Description',
    HasOptedOutOfEmail: 'HasOptedOutOfEmail',
    Street: 'MailingStreet',
    City: 'MailingCity',
    State: 'MailingState',
    PostalCode: 'MailingPostalCode',
    Country: 'MailingCountry',
  },
  Opportunity: { LeadSource: 'LeadSource' },
}

/** The fields that a lead gives to what it becomes; those that it lacks are left out. */
export const fieldsFor = (object: keyof typeof becomes, lead: Row): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(becomes[object])
      .map(([from, to]) => [to, lead[from]])
      .filter(([, value]) => value !== undefined),
  )
