import type { JsonSchema } from '../../contracts/openapi/document.ts'
import { schema } from '../../contracts/openapi/spec.ts'
import type { Schema } from '../../contracts/openapi/types.ts'
import { readMoment, seconds } from './time.ts'

type DataType = Schema<'MarketoField'>['dataType']
type Reason = Schema<'MarketoReason'>

/** A field of a person: what describe2 says of it, and the field of Salesforce's Lead to which it syncs. */
export type Field = Schema<'MarketoField'> & { salesforce?: string }

/** Every field of the API by its name, in the order of openapi.yaml, which alone describes them. */
export const fields: ReadonlyMap<string, Field> = new Map(
  Object.entries(schema('MarketoLead').properties ?? {}).flatMap(([name, property]) => {
    const field = readField(name, property)
    return field ? [[name, field]] : []
  }),
)

function readField(name: string, property: JsonSchema): Field | undefined {
  const described = property['x-marketo'] as Omit<Field, 'name' | 'salesforce'> | undefined
  const salesforce = property['x-salesforce'] as string | undefined
  return described && { name, ...described, ...(salesforce ? { salesforce } : {}) }
}

type Check = (value: unknown, field: Field) => boolean

const isText: Check = (value, { length = 255 }) => typeof value === 'string' && value.length <= length
const isLongText: Check = (value, { length = 30_000 }) => typeof value === 'string' && new TextEncoder().encode(value).length <= length
const isEmail: Check = (value, field) => isText(value, field) && /^[!-?A-~]+@[!-?A-~]+$/.test(value as string)
const isInteger: Check = (value) => Number.isSafeInteger(value)
const isNumber: Check = (value) => Number.isFinite(value)
const isBoolean: Check = (value) => typeof value === 'boolean'
const isMoment: Check = (value) => typeof value === 'string' && !Number.isNaN(readMoment(value)) && value.includes('T')
/** The calendar has the day: 30 February would be read as 1 March. */
const isDate: Check = (value) =>
  typeof value === 'string' && !Number.isNaN(readMoment(value)) && seconds(readMoment(value)).startsWith(`${value}T`)

/**
 * Which values a field of each type takes. Sources: Adobe Marketo developer guide, field-types (lengths; those of `textarea` in
 * bytes) and leads (e-mail addresses are ASCII). That nothing is converted is assumed.
 */
const checks: Record<DataType, Check> = {
  string: isText,
  text: isText,
  textarea: isLongText,
  phone: isText,
  url: isText,
  reference: isText,
  email: isEmail,
  integer: isInteger,
  score: isInteger,
  float: isNumber,
  currency: isNumber,
  percent: isNumber,
  boolean: isBoolean,
  date: isDate,
  datetime: isMoment,
  formula: () => false,
}

/** Why a value cannot be written to the field with this name; undefined when it can. */
export function complaint(name: string, value: unknown): Reason | undefined {
  const field = fields.get(name)
  if (!field) return { code: '1006', message: `Field '${name}' not found` }
  if (!field.updateable) return { code: '1011', message: `Field '${name}' not supported` }
  if (value === null || value === '' || checks[field.dataType](value, field)) return undefined
  return { code: '1001', message: `Invalid value '${shown(value)}'. Required of type '${field.dataType}'` }
}

/** What a record says of the fields that can be written, as it is kept: an empty text is no value, moments have Marketo's form. */
export const valuesOf = (record: Record<string, unknown>): Partial<Schema<'MarketoLead'>> =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => {
      const field = fields.get(name)
      return field?.updateable ? [[name, kept(field, value)]] : []
    }),
  )

function kept({ dataType }: Field, value: unknown): unknown {
  if (value === '') return null
  return typeof value === 'string' && dataType === 'datetime' ? seconds(readMoment(value)) : value
}

/** A value in a message, cut where it would fill the screen (assumed). */
const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 255)
