import { type Document, type JsonSchema, resolve } from '../openapi/document.ts'

/** A value that a schema allows: its own example, else one that has what is required and nothing more. */
export function sample(given: JsonSchema, root: Document): unknown {
  const schema = resolve(given, root)
  const stated = schema.const ?? schema.examples?.[0] ?? schema.enum?.[0]
  if (stated !== undefined || 'const' in schema) return stated
  if (schema.oneOf) return sample(schema.oneOf[0] as JsonSchema, root)
  const [type] = [schema.type ?? []].flat()
  if (type === 'object') return objectOf(schema, root)
  if (type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items as JsonSchema, root))
  if (type === 'integer' || type === 'number') return schema.minimum ?? 0
  if (type === 'boolean') return false
  return type === 'null' ? null : ' '.repeat(schema.minLength ?? 0)
}

const objectOf = ({ properties = {}, required = [] }: JsonSchema, root: Document) =>
  Object.fromEntries(required.map((name) => [name, sample(properties[name] as JsonSchema, root)]))
