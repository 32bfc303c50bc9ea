import { check, type Finding } from '../../../contracts/openapi/findings.ts'
import { pathOf } from '../../../contracts/openapi/pointer.ts'
import { compile } from '../../../contracts/openapi/schema.ts'
import { document } from '../../../contracts/openapi/spec.ts'
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
} from '../refusals.ts'
import type { Field } from './fields.ts'
import type { Sobject } from './sobjects.ts'

/** Whether a body creates a record or changes one: some fields are written by one of the two only. */
export type Mode = 'create' | 'update'

/**
 * The refusal of a record whose body strays from its schema; undefined when Salesforce would read it. What is missing or blank
 * passes here: that depends on the record as it would be saved (rules.ts).
 */
export function refuseBody(object: Sobject, findings: Finding[], body: unknown): Refusal | undefined {
  for (const { at, code } of findings) {
    const [place, name] = pathOf(at)
    if (place !== 'body') continue
    const refusal =
      name === undefined ? refuseType('object', body) : refuseValue(object, name, code, (body as Record<string, unknown>)[name])
    if (refusal) return refusal
  }
  return undefined
}

/** As `refuseBody`, where the document leaves open which object the body is of. */
export function refuseFields(object: Sobject, body: object, mode: Mode): Refusal | undefined {
  const surplus = refuseUnwritable(object, body, mode)
  if (surplus) return surplus
  const found = check(validatorOf(object), body, 'request').map((finding) => ({ ...finding, at: `/body${finding.at}` }))
  return refuseBody(object, found, body)
}

/** The refusal of the first field that a body of this mode may not have. */
export function refuseUnwritable(object: Sobject, body: object, mode: Mode): Refusal | undefined {
  for (const name of Object.keys(body)) {
    const refusal = isWritable(object.field(name), name, mode) ? undefined : refuseSurplus(object, name, object.field(name))
    if (refusal) return refusal
  }
  return undefined
}

const isWritable = (field: Field | undefined, name: string, mode: Mode) =>
  field?.name === name && (mode === 'create' ? field.createable : field.updateable)

const validators = new Map<Sobject, ReturnType<typeof compile>>()

/** Compiled when it is first asked for, since that takes milliseconds; it follows from the document alone. */
function validatorOf(object: Sobject) {
  const validator = validators.get(object) ?? compile(object.schema, document)
  validators.set(object, validator)
  return validator
}

/** Whether a value empties a field: Salesforce keeps a blank text as null. */
export const isBlank = (value: unknown) => value === null || value === undefined || (typeof value === 'string' && value.trim() === '')

function refuseValue(object: Sobject, name: string, code: Finding['code'], value: unknown): Refusal | undefined {
  const field = object.field(name)
  if (code === 'surplus') return refuseSurplus(object, name, field)
  if (!field || isBlank(value)) return undefined
  if (code === 'too_long') return refuseLength(field, value)
  if (code === 'too_big' || code === 'too_small') return refuseRange(field, value)
  return code === 'format' ? refuseFormat(field, value) : refuseType(field.type, value)
}

/** A body may name its object in `attributes`, as records that were read do. */
function refuseSurplus(object: Sobject, name: string, field: Field | undefined): Refusal | undefined {
  if (name === 'attributes') return undefined
  if (name === 'Id') return refuseRepeated(name)
  return field?.name === name ? refuseReadOnly(name) : refuseColumn(name, object.name)
}

/** Times pass: Salesforce reads more forms of them than the contract names, and rules.ts tells which. */
function refuseFormat(field: Field, value: unknown): Refusal | undefined {
  if (field.type === 'datetime') return undefined
  if (field.type === 'email') return refuseEmail(field, value)
  return field.type === 'reference' ? refuseId(field, value) : refuseType(field.type, value)
}
