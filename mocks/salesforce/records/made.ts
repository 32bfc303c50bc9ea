import type { Row } from './row.ts'

/** Fields that Salesforce makes from the others, so that they are not kept; by object. */
export const made: Record<string, Record<string, (row: Row) => unknown>> = {
  Lead: { Name: fullName, PhotoUrl: ({ Id }) => `/services/images/photo/${Id}`, Address: address },
  Contact: { Name: fullName },
  Opportunity: { IsClosed: ({ StageName }) => /closed/i.test(String(StageName)), IsWon: ({ StageName }) => StageName === 'Closed Won' },
  Task: { IsClosed: ({ Status }) => Status === 'Completed' },
  CampaignMember: {
    HasResponded: ({ Status }) => Status === 'Responded',
    LeadOrContactId: ({ LeadId, ContactId }) => ContactId ?? LeadId,
    Type: ({ ContactId }) => (ContactId ? 'Contact' : 'Lead'),
  },
}

function fullName({ FirstName, LastName }: Row) {
  return [FirstName, LastName].filter(Boolean).join(' ')
}

const addressFields = {
  street: 'Street',
  city: 'City',
  state: 'State',
  postalCode: 'PostalCode',
  country: 'Country',
  latitude: 'Latitude',
  longitude: 'Longitude',
  geocodeAccuracy: 'GeocodeAccuracy',
} as const

function address(row: Row) {
  const parts = Object.entries(addressFields).map(([part, name]) => [part, row[name] ?? null])
  return parts.some(([, value]) => value !== null) ? Object.fromEntries(parts) : null
}
