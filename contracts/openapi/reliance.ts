import { type Document, type JsonSchema, resolve } from './document.ts'
import type { Finding, FindingCode } from './findings.ts'
import type { DocumentedReply } from './operation.ts'
import { pathOf } from './pointer.ts'

/** Findings with these codes mean that a reply has another shape than documented. With any other finding, such as a surplus field, it can still be read. */
const shapes: readonly FindingCode[] = ['missing', 'type', 'union', 'undocumented']

/**
 * Finds out whether a consumer can read a reply. Returns the first finding that prevents it: a field that the consumer relies on is missing
 * or has another type. A consumer relies on every field, except fields that name it in `x-not-relied-on`, and their contents.
 */
export function unreadable(findings: Finding[], reply: DocumentedReply | undefined, consumer: string, root: Document): Finding | undefined {
  return findings.find(({ side, code, at }) => {
    if (side !== 'response' || !shapes.includes(code)) return false
    const [place, ...path] = pathOf(at)
    return place !== 'body' || !reply?.schema || reliesOn(consumer, path, [reply.schema], root)
  })
}

/** Follows a path through every branch of the schemas. Where branches disagree, the consumer relies on the field. */
function reliesOn(consumer: string, [key, ...path]: string[], schemas: JsonSchema[], root: Document): boolean {
  if (key === undefined) return true
  const properties = schemas.flatMap((schema) => branchesOf(schema, root)).flatMap((branch) => within(branch, key))
  if (!properties.length) return true
  if (properties.every((property) => property['x-not-relied-on']?.[consumer])) return false
  return reliesOn(consumer, path, properties, root)
}

function branchesOf(schema: JsonSchema, root: Document): JsonSchema[] {
  const resolved = resolve(schema, root)
  return resolved.oneOf?.flatMap((branch) => branchesOf(branch, root)) ?? [resolved]
}

function within({ items, properties = {}, additionalProperties }: JsonSchema, key: string): JsonSchema[] {
  if (items) return [items]
  if (Object.hasOwn(properties, key)) return [properties[key] as JsonSchema]
  return typeof additionalProperties === 'object' ? [additionalProperties] : []
}
