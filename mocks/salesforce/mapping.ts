import type { Schema } from '../../contracts/openapi/types.ts'
import { longId } from './ids.ts'
import { isBlank } from './records/body.ts'
import type { Field } from './records/fields.ts'
import { made } from './records/made.ts'
import type { Row } from './records/row.ts'
import type { Sobject } from './records/sobjects.ts'
import { readStamp, toStamp } from './time.ts'

/** The value of a field: the stored or the computed value. Without one, a checkbox is false and any other field is null. */
export const fieldValue = (object: Sobject, row: Row, { name, type }: Field): unknown =>
  made[object.name]?.[name]?.(row) ?? row[name] ?? (type === 'boolean' ? false : null)

/** A record as it is read, with the given fields or all. The type is that of a lead; a record of another object has its own fields. */
export const toRecord = (object: Sobject, row: Row, version: string, wanted: readonly Field[] = object.fields) =>
  ({
    attributes: attributesOf(object, row, version),
    ...Object.fromEntries(wanted.map((field) => [field.name, fieldValue(object, row, field)])),
  }) as unknown as Schema<'SalesforceLeadRecord'>

export const attributesOf = <Name extends string>({ name }: { name: Name }, { Id }: { Id: string }, version: string) => ({
  type: name,
  url: `/services/data/${version}/sobjects/${name}/${Id}`,
})

/** The columns that a body writes. A field that it empties is undefined. */
export function toColumns(object: Sobject, body: object): Partial<Row> {
  const entries = Object.entries(body).filter(([name]) => name !== 'attributes')
  return Object.fromEntries(entries.map(([name, value]) => [name, isBlank(value) ? undefined : kept(object.field(name)?.type, value)]))
}

/** Times are kept in Salesforce's form and references with 18 characters, in any form that the request has. */
function kept(type: Field['type'] | undefined, value: unknown): unknown {
  if (type === 'datetime') return toStampIf(value as string)
  return type === 'reference' ? (longId(value as string) ?? value) : value
}

function toStampIf(text: string): string {
  const at = readStamp(text)
  return at === undefined ? text : toStamp(at)
}
