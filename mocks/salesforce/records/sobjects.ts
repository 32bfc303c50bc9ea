import type { JsonSchema } from '../../../contracts/openapi/document.ts'
import { document } from '../../../contracts/openapi/spec.ts'
import { type Field, fieldsOf } from './fields.ts'

/** Tables of records, each of one object. */
type SobjectTable = 'leads' | 'accounts' | 'contacts' | 'opportunities' | 'tasks' | 'campaigns' | 'campaign_members'

/** What openapi.yaml says of an object under the `x-salesforce` of its record. */
interface Told {
  name: string
  label: string
  labelPlural: string
  /** First three characters of its ids. */
  keyPrefix: string
  table: SobjectTable
}

/** An object of the org with its fields, from which all that is done with its records follows. */
export interface Sobject extends Told {
  /** The schema of its fields, none of them required and others let be. */
  schema: JsonSchema
  fields: readonly Field[]
  /** Fields that a record cannot do without. */
  required: readonly Field[]
  /** Values that a new record begins with. */
  defaults: Readonly<Record<string, unknown>>
  /** A field by its name in any case, as Salesforce reads names in paths and queries. */
  field(name: string): Field | undefined
}

/** The objects of the org: each schema whose `x-salesforce` gives ids a prefix. */
export const sobjects: readonly Sobject[] = Object.values(document.components.schemas).flatMap((schema) => {
  const told = schema['x-salesforce'] as Told | undefined
  return told?.keyPrefix ? [sobject(told, schema)] : []
})

function sobject(told: Told, schema: JsonSchema): Sobject {
  const fields = fieldsOf(schema)
  const byName = new Map(fields.map((field) => [field.name, field]))
  const inLowerCase = new Map(fields.map((field) => [field.name.toLowerCase(), field]))
  const properties = Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => byName.has(name)))
  return {
    ...told,
    schema: { type: 'object', properties, additionalProperties: true },
    fields,
    required: fields.filter(({ nillable, createable }) => createable && !nillable),
    defaults: Object.fromEntries(
      fields.filter(({ defaultValue }) => typeof defaultValue === 'string').map(({ name, defaultValue }) => [name, defaultValue]),
    ),
    field: (name) => byName.get(name) ?? inLowerCase.get(name.toLowerCase()),
  }
}

const byName = new Map(sobjects.map((object) => [object.name.toLowerCase(), object]))
const byPrefix = new Map(sobjects.map((object) => [object.keyPrefix, object]))

/** An object by its name in any case. */
export const sobjectOf = (name: string): Sobject | undefined => byName.get(name.toLowerCase())

/** The object that a record with this id is of. */
export const sobjectOfId = (id: string): Sobject | undefined => byPrefix.get(id.slice(0, 3))

export const lead = sobjectOf('Lead') as Sobject
