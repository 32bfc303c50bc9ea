import { schema } from '../../contracts/spec.ts'
import type { Schema } from '../../contracts/types.ts'

/** What describe says of a field; everything else that is known of fields follows from it. */
export type Field = Schema<'SalesforceField'>

/** What openapi.yaml says of a field under `x-salesforce`: what differs from `usual`. */
type Told = Pick<Field, 'type' | 'label' | 'createable' | 'updateable' | 'nillable'> & Partial<Field> & { picklist?: string[] }

const usual = {
  length: 0,
  precision: 0,
  scale: 0,
  digits: 0,
  defaultedOnCreate: false,
  defaultValue: null,
  externalId: false,
  unique: false,
  idLookup: false,
  restrictedPicklist: false,
  referenceTo: [],
}

function describe(name: string, { picklist = [], ...told }: Told): Field {
  const picklistValues = picklist.map((value) => ({
    active: true,
    defaultValue: value === told.defaultValue,
    label: value,
    validFor: null,
    value,
  }))
  return { name, ...usual, ...told, custom: name.endsWith('__c'), picklistValues }
}

/** The fields of the Lead in the order of openapi.yaml. */
export const fields: readonly Field[] = Object.entries(schema('SalesforceLeadRecord').properties ?? {})
  .filter(([, property]) => property['x-salesforce'])
  .map(([name, property]) => describe(name, property['x-salesforce'] as Told))

const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]))

/** A field by its name in any case, as Salesforce reads names in paths and queries. */
export const fieldOf = (name: string): Field | undefined => byName.get(name.toLowerCase())

/** Whether a field holds an id, which has a form of 15 and one of 18 characters. */
export const isId = ({ type }: Field): boolean => type === 'id' || type === 'reference'

/** Fields that a lead cannot do without. */
export const requiredFields = fields.filter(({ nillable, createable }) => createable && !nillable)
