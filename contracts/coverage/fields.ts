import { type Document, type JsonSchema, resolve } from '../openapi/document.ts'
import { pointer } from '../openapi/pointer.ts'
import type { Schema } from '../openapi/types.ts'

type Field = Schema<'ControlCoveredField'>

/**
 * The fields that a schema gives an object, with whether one of the bodies has it: whatever stands in a pact's body is compared, by a rule
 * or by equality. A list's items stand at `0`, the values of an object with free names at `*`; of a union all branches count. An object
 * that no body has stands for all that would lie in it.
 */
export function fieldsOf(schema: JsonSchema, bodies: unknown[], root: Document): Field[] {
  const found = new Map<string, boolean>()
  for (const { at, values } of walk(schema, bodies, { root, path: [], above: [] }))
    found.set(at, values.length > 0 || found.get(at) === true)
  return [...found].map(([at, matched]) => ({ at, matched }))
}

interface Place {
  root: Document
  path: string[]
  /** The schemas on the way here: one that comes again within itself is not followed. */
  above: JsonSchema[]
}

function* walk(given: JsonSchema, values: unknown[], place: Place): Generator<{ at: string; values: unknown[] }> {
  const schema = resolve(given, place.root)
  if (place.above.includes(schema)) return
  const inside = { ...place, above: [...place.above, schema] }
  for (const branch of schema.oneOf ?? []) yield* walk(branch, values, inside)
  for (const { name, schema: inner, values: own } of children(schema, values)) {
    const path = [...place.path, name]
    if (name !== item) yield { at: pointer(path), values: own }
    if (name === item || own.length) yield* walk(inner, own, { ...inside, path })
  }
}

const item = '0'

/** What lies directly in a schema, with those of the values that are there. */
function* children({ properties = {}, additionalProperties: others, items }: JsonSchema, values: unknown[]) {
  const objects = values.filter((value) => typeof value === 'object' && value !== null && !Array.isArray(value)) as object[]
  const entries = objects.flatMap((object) => Object.entries(object))
  for (const [name, schema] of Object.entries(properties))
    yield { name, schema, values: entries.filter(([key]) => key === name).map(([, value]) => value) }
  if (typeof others === 'object')
    yield { name: '*', schema: others, values: entries.filter(([key]) => !Object.hasOwn(properties, key)).map(([, value]) => value) }
  if (items) yield { name: item, schema: items, values: values.filter(Array.isArray).flat() }
}
