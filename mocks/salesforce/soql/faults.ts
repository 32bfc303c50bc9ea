import { longId } from '../ids.ts'
import { type Field, isId } from '../records/fields.ts'
import type { Sobject } from '../records/sobjects.ts'
import { type Refusal, refuse, refuseColumn } from '../refusals.ts'
import { readStamp } from '../time.ts'
import type { Condition, Literal } from './conditions.ts'
import type { Query } from './soql.ts'

/** Why a query that can be read cannot be run; undefined when it can. The texts are assumed. */
export const faultOf = (object: Sobject, query: Query, version: string): Refusal | undefined =>
  faults(object, query, version).next().value ?? undefined

function* faults(object: Sobject, { select, where, order, limit, offset }: Query, version: string): Generator<Refusal> {
  yield* faultsOfGroups(select, limit, version)
  yield* faultsOfNames(object, select)
  if (where) yield* faultsOfCondition(object, where)
  for (const { field } of order) yield* object.field(field) ? [] : [refuseColumn(field, object.name)]
  if ((offset ?? 0) > 2000) yield refuse(400, 'NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000')
}

/** The fields that `FIELDS()` stands for. Source: SOQL and SOSL reference, FIELDS(). */
export const fieldGroups = new Map<string, (field: Field) => boolean>([
  ['FIELDS(ALL)', () => true],
  ['FIELDS(STANDARD)', ({ custom }) => !custom],
  ['FIELDS(CUSTOM)', ({ custom }) => custom],
])

/** Since v51.0, and those with custom fields only with a small limit. */
function* faultsOfGroups(select: string[], limit: number | undefined, version: string): Generator<Refusal> {
  const group = select.find((name) => fieldGroups.has(name))
  if (group && Number(version.slice(1)) < 51) yield refuse(400, 'MALFORMED_QUERY', "unexpected token: '('")
  const unbounded = select.some((name) => fieldGroups.has(name) && name !== 'FIELDS(STANDARD)') && (limit ?? 201) > 200
  if (unbounded) yield refuse(400, 'MALFORMED_QUERY', 'The SOQL FIELDS function must have a LIMIT of at most 200')
}

function* faultsOfNames(object: Sobject, select: string[]): Generator<Refusal> {
  for (const name of select) yield* fieldGroups.has(name) || object.field(name) ? [] : [refuseColumn(name, object.name)]
  const names = select.map((name) => name.toLowerCase())
  const twice = select.find((_, index) => names.indexOf(names[index] as string) < index)
  if (twice) yield refuse(400, 'INVALID_FIELD', `duplicate field selected: ${twice}`)
}

function* faultsOfCondition(object: Sobject, condition: Condition): Generator<Refusal> {
  if (!('field' in condition)) {
    for (const inner of [condition.of].flat()) yield* faultsOfCondition(object, inner)
    return
  }
  const field = object.field(condition.field)
  if (!field) return yield refuseColumn(condition.field, object.name)
  if (field.type === 'address' || field.length > 255)
    yield refuse(400, 'INVALID_FIELD', `field '${field.name}' can not be filtered in a query call`)
  if (condition.kind === 'like') {
    if (suits[field.type] !== 'string' || isId(field)) yield refuse(400, 'INVALID_FIELD', `invalid operator on ${field.type} field: LIKE`)
    return
  }
  const literals = condition.kind === 'in' ? condition.literals : [condition.literal]
  if (condition.kind === 'in' && literals.some(({ kind }) => kind === 'period'))
    yield refuse(400, 'MALFORMED_QUERY', 'A date literal does not stand in a list.')
  for (const literal of literals) yield* faultsOfLiteral(literal, field)
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
  if (kind === 'null' || (kind === 'period' && (field.type === 'date' || field.type === 'datetime'))) return
  const { name, type } = field
  if (kind !== suits[type]) {
    const quotes = suits[type] === 'string' ? 'should be enclosed in quotes' : 'should not be enclosed in quotes'
    yield refuse(400, 'INVALID_FIELD', `value of filter criterion for field '${name}' must be of type ${type} and ${quotes}`)
  }
  if (kind === 'datetime' && readStamp(String(value)) === undefined) yield refuse(400, 'MALFORMED_QUERY', `invalid date or time: ${value}`)
  if (isId(field) && !longId(String(value))) yield refuse(400, 'INVALID_FIELD', `invalid ID field: ${value}`)
}
