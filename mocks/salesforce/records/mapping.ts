import type { Schema } from '../../contracts/types.ts'
import { isBlank } from './body.ts'
import { type Field, fieldOf, fields } from './fields.ts'
import { longId } from './ids.ts'
import { readStamp, toStamp } from './stamps.ts'
import type { Lead } from './tables.ts'

type LeadRecord = Schema<'SalesforceLeadRecord'>

/** What the fields of a lead are that Salesforce makes from the others, so that they are not kept. */
const made: Record<string, (lead: Lead) => unknown> = {
  Name: ({ FirstName, LastName }) => [FirstName, LastName].filter(Boolean).join(' '),
  PhotoUrl: ({ Id }) => `/services/images/photo/${Id}`,
  Address: address,
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

function address(lead: Lead) {
  const parts = Object.entries(addressFields).map(([part, name]) => [part, lead[name] ?? null])
  return parts.some(([, value]) => value !== null) ? Object.fromEntries(parts) : null
}

/** The value of a field: what is kept or made, else false of a checkbox and null of all others. */
export const fieldValue = (lead: Lead, { name, type }: Field): unknown =>
  made[name]?.(lead) ?? lead[name as keyof Lead] ?? (type === 'boolean' ? false : null)

/** A lead as it is read, with the given fields or all. */
export const toRecord = (lead: Lead, version: string, wanted: readonly Field[] = fields) =>
  ({
    attributes: attributesOf(lead, version),
    ...Object.fromEntries(wanted.map((field) => [field.name, fieldValue(lead, field)])),
  }) as LeadRecord

export const attributesOf = ({ Id }: Lead, version: string) => ({
  type: 'Lead' as const,
  url: `/services/data/${version}/sobjects/Lead/${Id}`,
})

/** What is kept of a body; a field that it empties is undefined. */
export function toColumns(body: object): Partial<Lead> {
  const entries = Object.entries(body).filter(([name]) => name !== 'attributes')
  return Object.fromEntries(entries.map(([name, value]) => [name, isBlank(value) ? undefined : kept(fieldOf(name)?.type, value)]))
}

/** Times are kept in Salesforce's form and references with 18 characters, in whatever form they came. */
function kept(type: Field['type'] | undefined, value: unknown): unknown {
  if (type === 'datetime') return toStampIf(value as string)
  return type === 'reference' ? (longId(value as string) ?? value) : value
}

function toStampIf(text: string): string {
  const at = readStamp(text)
  return at === undefined ? text : toStamp(at)
}
