import { type Field, fieldOf, isId } from '../fields.ts'
import { longId } from '../ids.ts'
import { type Refusal, refuse, refuseColumn } from '../refusals.ts'
import { readStamp } from '../stamps.ts'
import type { Condition, Literal } from './conditions.ts'
import type { Query } from './soql.ts'

/** Why a query that can be read cannot be run; undefined when it can. The texts are assumed. */
export const faultOf = (query: Query): Refusal | undefined => faults(query).next().value ?? undefined

function* faults({ from, select, where, order, limit, offset }: Query): Generator<Refusal> {
  if (from.toLowerCase() !== 'lead') yield refuse(400, 'INVALID_TYPE', `sObject type '${from}' is not supported.`)
  yield* faultsOfSelect(select, limit)
  if (where) yield* faultsOfCondition(where)
  for (const { field } of order) yield* fieldOf(field) ? [] : [refuseColumn(field)]
  if ((offset ?? 0) > 2000) yield refuse(400, 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000')
}

/** The fields that `FIELDS()` stands for. Source: SOQL and SOSL reference, FIELDS(). */
export const fieldGroups: Record<string, (field: Field) => boolean> = {
  'FIELDS(ALL)': () => true,
  'FIELDS(STANDARD)': ({ custom }) => !custom,
  'FIELDS(CUSTOM)': ({ custom }) => custom,
}

function* faultsOfSelect(select: string[], limit: number | undefined): Generator<Refusal> {
  for (const name of select) yield* name in fieldGroups || fieldOf(name) ? [] : [refuseColumn(name)]
  const unbounded = select.some((name) => name in fieldGroups && name !== 'FIELDS(STANDARD)') && (limit ?? 201) > 200
  if (unbounded) yield refuse(400, 'MALFORMED_QUERY', 'The SOQL FIELDS function must have a LIMIT of at most 200')
  const names = select.map((name) => name.toLowerCase())
  const twice = select.find((_, index) => names.indexOf(names[index] as string) < index)
  if (twice) yield refuse(400, 'INVALID_FIELD', `duplicate field selected: ${twice}`)
}

function* faultsOfCondition(condition: Condition): Generator<Refusal> {
  if (!('field' in condition)) {
    for (const inner of [condition.of].flat()) yield* faultsOfCondition(inner)
    return
  }
  const field = fieldOf(condition.field)
  if (!field) return yield refuseColumn(condition.field)
  if (field.type === 'address' || field.length > 255)
    yield refuse(400, 'INVALID_FIELD', `field '${field.name}' can not be filtered in a query call`)
  if (condition.kind === 'like') {
    if (suits[field.type] !== 'string' || isId(field)) yield refuse(400, 'INVALID_FIELD', `invalid operator on ${field.type} field: LIKE`)
    return
  }
  for (const literal of condition.kind === 'in' ? condition.literals : [condition.literal]) yield* faultsOfLiteral(literal, field)
}

/** Which literal a field of a type is compared with; texts unless named here. */
const suits: Record<Field['type'], Literal['kind']> = {
  id: 'string',
  reference: 'string',
  string: 'string',
  email: 'string',
  phone: 'string',
  url: 'string',
  textarea: 'string',
  picklist: 'string',
  address: 'string',
  boolean: 'boolean',
  int: 'number',
  double: 'number',
  currency: 'number',
  date: 'date',
  datetime: 'datetime',
}

function* faultsOfLiteral({ kind, value }: Literal, field: Field): Generator<Refusal> {
  if (kind === 'null') return
  const { name, type } = field
  if (kind !== suits[type]) {
    const quotes = suits[type] === 'string' ? 'should be enclosed in quotes' : 'should not be enclosed in quotes'
    yield refuse(400, 'INVALID_FIELD', `value of filter criterion for field '${name}' must be of type ${type} and ${quotes}`)
  }
  if (kind === 'datetime' && readStamp(String(value)) === undefined) yield refuse(400, 'MALFORMED_QUERY', `invalid date or time: ${value}`)
  if (isId(field) && !longId(String(value))) yield refuse(400, 'INVALID_FIELD', `invalid ID field: ${value}`)
}
