import fc from 'fast-check'
import { sample } from '../../contracts/coverage/sample.ts'
import { type JsonSchema, resolve } from '../../contracts/openapi/document.ts'
import { document } from '../../contracts/openapi/spec.ts'
import { known } from './known.ts'
import { oddNames, oddText, oddValue } from './text.ts'

/** Values that mostly fit a schema, with some that do not. */
export const fitting = (schema: JsonSchema): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 14, arbitrary: usual(schema) }, { weight: 1, arbitrary: oddValue })

const made = new WeakMap<JsonSchema, fc.Arbitrary<unknown>>()

function usual(reference: JsonSchema): fc.Arbitrary<unknown> {
  const schema = resolve(reference, document)
  const arbitrary = made.get(schema) ?? fc.memo(() => build(schema))()
  made.set(schema, arbitrary)
  return arbitrary
}

function build(schema: JsonSchema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const examples = (schema.examples ?? []).map((example) => fc.constant(example))
  const own = schema.oneOf
    ? fc.oneof(...schema.oneOf.map(fitting))
    : fc.oneof(...[schema.type ?? 'object'].flat().map((type) => typed(type, schema)))
  return examples.length ? fc.oneof({ weight: 2, arbitrary: fc.oneof(...examples) }, { weight: 3, arbitrary: own }) : own
}

function typed(type: string, schema: JsonSchema): fc.Arbitrary<unknown> {
  if (type === 'object') return objectOf(schema)
  if (type === 'array') return fc.array(fitting(schema.items ?? {}), { minLength: schema.minItems ?? 0, maxLength: 3 })
  if (type === 'integer' || type === 'number') return fc.oneof(known, fc.integer({ min: schema.minimum ?? -2, max: schema.maximum ?? 300 }))
  if (type === 'boolean') return fc.boolean()
  return type === 'null' ? fc.constant(null) : textOf(schema)
}

/** Of a text with a pattern or a format an odd one is seldom let in, so most are its sample. */
function textOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  const usual = fc.constant(sample(schema, document) || 'a')
  const weight = schema.pattern || schema.format ? 20 : 4
  return fc.oneof({ weight, arbitrary: usual }, { weight: 2, arbitrary: known }, { weight: 1, arbitrary: oddText })
}

/** The required properties, some of the others, and sometimes a name that the schema does not have. */
function objectOf({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<unknown> {
  const own = some(properties, required)
  const surplus = fc.tuple(own, fc.constantFrom(...oddNames), oddValue).map(([value, name, inner]) => withMember(value, name, inner))
  return fc.oneof({ weight: 9, arbitrary: own }, { weight: 1, arbitrary: surplus })
}

/** Values by name: of what is required, and of at most four others. */
export function some(schemas: Record<string, JsonSchema>, required: string[]): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(schemas)
  const isNeeded = (name: string) => required.includes(name)
  const rest = names.filter((name) => !isNeeded(name))
  const optional = fc.subarray(rest, { maxLength: Math.min(4, rest.length) })
  return optional.chain((chosen) =>
    fc.record(Object.fromEntries([...names.filter(isNeeded), ...chosen].map((name) => [name, named(name, schemas[name] as JsonSchema)]))),
  )
}

/** Names of what a client proves itself with. */
const proofs = new Set(['client_id', 'client_secret', 'username', 'password'])

/** An example with what a client of this world proves itself with. */
export const proven = (example: unknown): unknown =>
  example && typeof example === 'object' && !Array.isArray(example)
    ? Object.fromEntries(Object.entries(example).map(([name, value]) => [name, proofs.has(name) ? `{{${name}}}` : value]))
    : example

const named = (name: string, schema: JsonSchema): fc.Arbitrary<unknown> =>
  proofs.has(name)
    ? fc.oneof({ weight: 9, arbitrary: fc.constant(`{{${name}}}`) }, { weight: 1, arbitrary: fitting(schema) })
    : fitting(schema)

/** A copy with one more member; `__proto__` becomes one like any other. */
export function withMember(value: object, name: string, inner: unknown): object {
  const copy = { ...value }
  Object.defineProperty(copy, name, { value: inner, enumerable: true, configurable: true, writable: true })
  return copy
}
