import { z } from 'zod'
import { type Document, isDecorative, type JsonSchema } from './document.ts'

const componentPrefix = '#/components/schemas/'

/**
 * Turns a JSON Schema of the document into a zod schema. One call converts everything the schema reaches, because converting
 * each component by itself repeats the shared ones (400 schemas: 7 s one by one, 0.45 s at once).
 */
export function compile(schema: JsonSchema, root: Document): z.ZodType {
  const definitions: Record<string, unknown> = {}
  const converted = rewrite(schema, root, definitions)
  return z.fromJSONSchema({ ...(converted as object), $defs: definitions } as never)
}

/** Copies a schema with its references led to `$defs`, collecting there what they point to; leaves out what zod has no use for. */
function rewrite(node: unknown, root: Document, definitions: Record<string, unknown>): unknown {
  if (Array.isArray(node)) return node.map((item) => rewrite(item, root, definitions))
  if (!node || typeof node !== 'object') return node
  const schema = node as JsonSchema
  if (typeof schema.$ref === 'string') return { $ref: define(schema.$ref, root, definitions) }
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([word]) => !isDecorative(word))
      .map(([word, value]) => [
        word,
        word === 'properties' ? properties(value as Record<string, JsonSchema>, root, definitions) : rewrite(value, root, definitions),
      ]),
  )
}

const properties = (own: Record<string, JsonSchema>, root: Document, definitions: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(own).map(([name, schema]) => [name, rewrite(schema, root, definitions)]))

function define(ref: string, root: Document, definitions: Record<string, unknown>): string {
  const name = ref.slice(componentPrefix.length)
  if (!(name in definitions)) {
    definitions[name] = true
    definitions[name] = rewrite(root.components.schemas[name], root, definitions)
  }
  return `#/$defs/${name}`
}
