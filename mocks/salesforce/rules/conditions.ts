import type { Schema } from '../../../contracts/openapi/types.ts'
import { fieldValue } from '../mapping.ts'
import type { Row } from '../records/row.ts'
import type { Sobject } from '../records/sobjects.ts'

/** Whether a condition of one of the org's rules holds for a record. */
export function fits(object: Sobject, { field, operator, value }: Schema<'SalesforceCondition'>, row: Row): boolean {
  const found = textOf(object, row, field)
  if (operator === 'in') return [value].flat().includes(found)
  if (operator === 'startsWith') return found.startsWith(String(value))
  return (found === String(value)) === (operator === 'equals')
}

/** A field as text, empty when it has no value or does not exist. */
export function textOf(object: Sobject, row: Row, name: string): string {
  const field = object.field(name)
  return String((field && fieldValue(object, row, field)) ?? '')
}
