import { longId } from '../ids.ts'
import { fieldValue } from '../mapping.ts'
import { type Field, isId } from '../records/fields.ts'
import type { Row } from '../records/row.ts'
import type { Sobject } from '../records/sobjects.ts'
import { readStamp } from '../time.ts'
import type { Comparison, Condition, Literal } from './conditions.ts'
import { likeness } from './like.ts'
import { boundsOf } from './periods.ts'

type Comparable = string | number | boolean | null
type Holds = (row: Row) => boolean

/**
 * A condition as a predicate. Its fields exist and its literals suit them: `faultOf` was asked first. `now` is the moment from which date
 * literals count, in epoch milliseconds.
 */
export function filter(object: Sobject, condition: Condition, now: number): Holds {
  if (condition.kind === 'not') {
    const holds = filter(object, condition.of, now)
    return (row) => !holds(row)
  }
  if ('of' in condition) {
    const all = condition.of.map((inner) => filter(object, inner, now))
    return condition.kind === 'and' ? (row) => all.every((holds) => holds(row)) : (row) => all.some((holds) => holds(row))
  }
  const field = object.field(condition.field) as Field
  const test = testOf(condition, field, now)
  return (row) => test(fieldValue(object, row, field))
}

function testOf(condition: Exclude<Condition, { of: unknown }>, field: Field, now: number): (value: unknown) => boolean {
  if (condition.kind === 'like') {
    const like = likeness(condition.pattern)
    return (value) => value !== null && like(String(value))
  }
  if (condition.kind === 'in') {
    const wanted = new Set(condition.literals.map((literal) => fromLiteral(literal, field)))
    return (value) => wanted.has(comparable(value, field)) !== condition.negated
  }
  const { literal, operator } = condition
  if (literal.kind === 'period') return during(boundsOf(literal.value, now), operator)
  const wanted = fromLiteral(literal, field)
  const holds = operators[operator]
  return (value) => holds(comparable(value, field), wanted)
}

/** Text compares without regard to case, times by the moment they mean. Null equals null and is neither more nor less than anything. */
export function comparable(value: unknown, field: Field): Comparable {
  if (typeof value !== 'string') return (value ?? null) as Comparable
  if (field.type === 'datetime') return readStamp(value) ?? null
  return isId(field) ? value : value.toLowerCase()
}

function fromLiteral({ value }: Literal, field: Field): Comparable {
  return isId(field) && typeof value === 'string' ? (longId(value) ?? value) : comparable(value, field)
}

/** Compares a date or time with a span: it equals what lies in it, and is more only from its end on. */
function during({ begin, end }: { begin: number; end: number }, operator: Comparison): (value: unknown) => boolean {
  const holds: Record<Comparison, (at: number) => boolean> = {
    '=': (at) => at >= begin && at < end,
    '!=': (at) => at < begin || at >= end,
    '<': (at) => at < begin,
    '<=': (at) => at < end,
    '>': (at) => at >= end,
    '>=': (at) => at >= begin,
  }
  return (value) => (value === null ? operator === '!=' : holds[operator](readStamp(String(value)) ?? Date.parse(String(value))))
}

const ordered = (holds: (one: number | string, other: number | string) => boolean) => (one: Comparable, other: Comparable) =>
  one !== null && other !== null && holds(one as string, other as string)

const operators: Record<Comparison, (one: Comparable, other: Comparable) => boolean> = {
  '=': (one, other) => one === other,
  '!=': (one, other) => one !== other,
  '<': ordered((one, other) => one < other),
  '<=': ordered((one, other) => one <= other),
  '>': ordered((one, other) => one > other),
  '>=': ordered((one, other) => one >= other),
}
