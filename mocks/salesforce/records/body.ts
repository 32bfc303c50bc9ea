import type { Finding } from '../../contracts/findings.ts'
import { pathOf } from '../../contracts/pointer.ts'
import { type Field, fieldOf } from './fields.ts'
import {
  type Refusal,
  refuseColumn,
  refuseEmail,
  refuseId,
  refuseLength,
  refuseRange,
  refuseReadOnly,
  refuseRepeated,
  refuseType,
} from './refusals.ts'

/**
 * The refusal of a lead whose body strays from its schema; undefined when Salesforce would read it. What is missing or blank
 * passes here: that depends on the lead as it would be saved (rules.ts).
 */
export function refuseBody(findings: Finding[], body: unknown): Refusal | undefined {
  for (const { at, code } of findings) {
    const [place, name] = pathOf(at)
    if (place !== 'body') continue
    const refusal = name === undefined ? refuseType('object', body) : refuseValue(name, code, (body as Record<string, unknown>)[name])
    if (refusal) return refusal
  }
  return undefined
}

/** Whether a value empties a field: Salesforce keeps a blank text as null. */
export const isBlank = (value: unknown) => value === null || value === undefined || (typeof value === 'string' && value.trim() === '')

function refuseValue(name: string, code: Finding['code'], value: unknown): Refusal | undefined {
  const field = fieldOf(name)
  if (code === 'surplus') return refuseSurplus(name, field)
  if (!field || isBlank(value)) return undefined
  if (code === 'too_long') return refuseLength(field, value)
  if (code === 'too_big' || code === 'too_small') return refuseRange(field, value)
  return code === 'format' ? refuseFormat(field, value) : refuseType(field.type, value)
}

/** A body may name its object in `attributes`, as records that were read do. */
function refuseSurplus(name: string, field: Field | undefined): Refusal | undefined {
  if (name === 'attributes') return undefined
  if (name === 'Id') return refuseRepeated(name)
  return field?.name === name ? refuseReadOnly(name) : refuseColumn(name)
}

/** Times pass: Salesforce reads more forms of them than the contract names, and rules.ts tells which. */
function refuseFormat(field: Field, value: unknown): Refusal | undefined {
  if (field.type === 'datetime') return undefined
  if (field.type === 'email') return refuseEmail(field, value)
  return field.type === 'reference' ? refuseId(field, value) : refuseType(field.type, value)
}
