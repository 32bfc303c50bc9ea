import { isDeepStrictEqual } from 'node:util'
import type { Kind } from '../mutant.ts'
import { withValue } from '../replace.ts'
import { otherThan } from './counterexample.ts'
import type { Field } from './field.ts'
import { typeOf } from './shape.ts'

/** A JSON document that is broken in one way, and the fields that are touched by it: two of a swap, else one. */
export interface BrokenJson {
  kind: Kind
  fields: [Field, ...Field[]]
  value: unknown
}

/** Each way of breaking one field of a JSON document, or two that are swapped. None leaves the document as it was. */
export const breakJson = (fields: Field[]): BrokenJson[] =>
  fields.flatMap((field, place) => [...within(fields[0] as Field, field), ...emptied(fields[0] as Field, field), ...swapped(fields, place)])

/** The outermost value has no name to be dropped or to stand for something else: then it is another body altogether. */
function within(root: Field, field: Field): BrokenJson[] {
  const { path, value, shapes } = field
  if (!path.length) return []
  const set = (kind: Kind, other: unknown) => ({ kind, fields: [field] as [Field], value: withValue(root.value, path, other) })
  const outside = otherThan(value, shapes)
  return [
    ...(typeof path.at(-1) === 'string' ? [set('drop', undefined)] : []),
    ...(value === null ? [] : [set('nullify', null)]),
    set('type', ofOtherType(value)),
    ...(outside === undefined ? [] : [set('enum', outside)]),
  ]
}

const emptied = (root: Field, field: Field): BrokenJson[] =>
  Array.isArray(field.value) && field.value.length ? [{ kind: 'empty', fields: [field], value: withValue(root.value, field.path, []) }] : []

/** With the next field of the same type in the same object. Objects and lists are left where they are: swapped, they are as good as dropped. */
function swapped(fields: Field[], place: number): BrokenJson[] {
  const field = fields[place] as Field
  if (typeof field.value === 'object') return []
  const next = fields.slice(place + 1).find((other) => isSibling(field, other) && typeOf(field.value) === typeOf(other.value))
  if (!next || isDeepStrictEqual(field.value, next.value)) return []
  const root = fields[0] as Field
  return [{ kind: 'swap', fields: [field, next], value: withValue(withValue(root.value, field.path, next.value), next.path, field.value) }]
}

const isSibling = ({ path: one }: Field, { path: other }: Field): boolean =>
  one.length > 0 && typeof one.at(-1) === 'string' && isDeepStrictEqual(one.slice(0, -1), other.slice(0, -1))

/** Text that reads as a number becomes that number, which is how ids go wrong; whatever else becomes text. */
function ofOtherType(value: unknown): unknown {
  if (typeof value === 'string') return /^-?\d{1,15}$/.test(value) ? Number(value) : 1
  return typeof value === 'object' ? 'text' : String(value)
}
