import { type Document, type JsonSchema, resolve } from './document.ts'

/** A list that may only have so many items, by the names that lead to it. */
export interface Limit {
  path: string[]
  most: number
}

/** Names on the way to a list; more than any body of the document has, so that a schema may refer to itself. */
const deepest = 8

/** The lists of an object whose greatest length the document gives; without lists inside of other lists. */
export function limitsIn(schema: JsonSchema, root: Document, path: string[] = []): Limit[] {
  if (path.length > deepest) return []
  const { maxItems, properties = {} } = resolve(schema, root)
  if (maxItems !== undefined) return [{ path, most: maxItems }]
  return Object.entries(properties).flatMap(([name, property]) => limitsIn(property, root, [...path, name]))
}

/**
 * A value whose lists are cut to one item more than they may have. So a list that is too long is still found, and its other items cost
 * nothing to check. The value itself when no list is that long.
 */
export const abridge = (value: unknown, limits: Limit[]): unknown =>
  limits.reduce((rest, { path, most }) => shorten(rest, path, most), value)

function shorten(value: unknown, [name, ...path]: string[], most: number): unknown {
  if (name === undefined) return Array.isArray(value) && value.length > most + 1 ? value.slice(0, most + 1) : value
  if (!value || typeof value !== 'object' || !Object.hasOwn(value, name)) return value
  const before = (value as Record<string, unknown>)[name]
  const after = shorten(before, path, most)
  return after === before ? value : { ...value, [name]: after }
}
