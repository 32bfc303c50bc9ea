import type { Document, JsonSchema } from '../../openapi/document.ts'
import { shapesOf } from './shape.ts'

/** A value within a JSON document, with what openapi.yaml says of it. */
export interface Field {
  path: (string | number)[]
  value: unknown
  /** Where the document describes this very property, references as they stand: extension words are beside them. */
  properties: JsonSchema[]
  /** The same with references followed and unions narrowed to what the value may be. */
  shapes: JsonSchema[]
}

/** Every value within a JSON document, from the outermost inwards. The first item of a list stands for all of them. */
export function fieldsOf(value: unknown, schema: JsonSchema | undefined, root: Document): Field[] {
  const properties = schema ? [schema] : []
  return grow({ path: [], value, properties, shapes: properties.flatMap((own) => shapesOf(own, value, root)) }, root)
}

function grow(field: Field, root: Document): Field[] {
  return [field, ...within(field, root).flatMap((inner) => grow(inner, root))]
}

function within({ path, value, shapes }: Field, root: Document): Field[] {
  if (!value || typeof value !== 'object') return []
  const entries: [string | number, unknown][] = Array.isArray(value) ? value.slice(0, 1).map((item) => [0, item]) : Object.entries(value)
  return entries.map(([key, inner]) => {
    const properties = shapes.flatMap((shape) => (typeof key === 'number' ? (shape.items ?? []) : own(shape.properties, key)))
    const named = properties.length ? properties : shapes.flatMap(others)
    return { path: [...path, key], value: inner, properties, shapes: named.flatMap((schema) => shapesOf(schema, inner, root)) }
  })
}

const own = (properties: JsonSchema['properties'] = {}, name: string): JsonSchema[] =>
  Object.hasOwn(properties, name) ? [properties[name] as JsonSchema] : []

/** What names that the document does not list have to be. */
const others = ({ additionalProperties }: JsonSchema): JsonSchema[] =>
  typeof additionalProperties === 'object' ? [additionalProperties] : []

/** Why a consumer does not rely on a field; undefined when it does, or when nobody said. */
export function notReliedOn({ properties }: Field, consumer: string): string | undefined {
  const reasons = properties.map((property) => property['x-not-relied-on'])
  return reasons.find((reason) => reason && Object.hasOwn(reason, consumer))?.[consumer]
}
