import { type Field, fieldOf, isId } from '../fields.ts'
import { longId } from '../ids.ts'
import { fieldValue } from '../mapping.ts'
import { readStamp } from '../stamps.ts'
import type { Lead } from '../tables.ts'
import type { Comparison, Condition, Literal } from './conditions.ts'
import { likeness } from './like.ts'

type Comparable = string | number | boolean | null

/** A condition as a predicate. Its fields exist and its literals suit them: `faultOf` was asked first. */
export function filter(condition: Condition): (lead: Lead) => boolean {
  switch (condition.kind) {
    case 'and': {
      const all = condition.of.map(filter)
      return (lead) => all.every((holds) => holds(lead))
    }
    case 'or': {
      const any = condition.of.map(filter)
      return (lead) => any.some((holds) => holds(lead))
    }
    case 'not': {
      const holds = filter(condition.of)
      return (lead) => !holds(lead)
    }
    case 'like': {
      const field = fieldOf(condition.field) as Field
      const like = likeness(condition.pattern)
      return (lead) => like(String(fieldValue(lead, field) ?? '')) && fieldValue(lead, field) !== null
    }
    case 'in': {
      const field = fieldOf(condition.field) as Field
      const wanted = new Set(condition.literals.map((literal) => fromLiteral(literal, field)))
      return (lead) => wanted.has(comparable(fieldValue(lead, field), field)) !== condition.negated
    }
    case 'compare': {
      const field = fieldOf(condition.field) as Field
      const wanted = fromLiteral(condition.literal, field)
      const holds = operators[condition.operator]
      return (lead) => holds(comparable(fieldValue(lead, field), field), wanted)
    }
  }
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
