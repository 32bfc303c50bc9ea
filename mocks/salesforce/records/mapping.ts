import type { Schema } from '../../../contracts/openapi/types.ts'
import { longId } from '../ids.ts'
import { readStamp, toStamp } from '../time.ts'
import { isBlank } from './body.ts'
import type { Field } from './fields.ts'
import { made } from './made.ts'
import type { Row } from './row.ts'
import type { Sobject } from './sobjects.ts'

/** The value of a field: what is kept or made, else false of a checkbox and null of all others. */
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

/** What is kept of a body; a field that it empties is undefined. */
export function toColumns(object: Sobject, body: object): Partial<Row> {
  const entries = Object.entries(body).filter(([name]) => name !== 'attributes')
  return Object.fromEntries(entries.map(([name, value]) => [name, isBlank(value) ? undefined : kept(object.field(name)?.type, value)]))
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
