import type { JsonSchema } from '../../../contracts/openapi/document.ts'
import type { Schema } from '../../../contracts/openapi/types.ts'

/** What describe says of a field; everything else that is known of fields follows from it. */
export type Field = Schema<'SalesforceField'>

/** What openapi.yaml says of a field under `x-salesforce`: what differs from `usual`. */
type Told = Pick<Field, 'type' | 'label'> & Partial<Field> & { picklist?: string[] }

const usual = {
  length: 0,
  precision: 0,
  scale: 0,
  digits: 0,
  createable: true,
  updateable: true,
  nillable: true,
  defaultedOnCreate: false,
  defaultValue: null,
  externalId: false,
  unique: false,
  idLookup: false,
  restrictedPicklist: false,
  referenceTo: [],
}

/** The fields that the schema of a record describes, in its order. */
export const fieldsOf = ({ properties = {} }: JsonSchema): Field[] =>
  Object.entries(properties)
    .filter(([, property]) => property['x-salesforce'])
    .map(([name, property]) => describe(name, property['x-salesforce'] as Told, property))

function describe(name: string, { picklist = [], ...told }: Told, { maxLength }: JsonSchema): Field {
  const picklistValues = picklist.map((value) => ({
    active: true,
    defaultValue: value === told.defaultValue,
    label: value,
    validFor: null,
    value,
  }))
  const length = maxLength ?? (told.type === 'id' || told.type === 'reference' ? 18 : 0)
  return { name, ...usual, length, ...told, custom: name.endsWith('__c'), picklistValues }
}

/** Whether a field holds an id, which has a form of 15 and one of 18 characters. */
export const isId = ({ type }: Field): boolean => type === 'id' || type === 'reference'

/** Whether records may be looked up by a field: by their id, or by an index that is called like the field. */
export const isKey = ({ idLookup, externalId }: Field): boolean => idLookup || externalId
