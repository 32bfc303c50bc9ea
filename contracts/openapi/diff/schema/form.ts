import type { Document, JsonSchema } from '../../document.ts'
import { constsOf } from '../../union.ts'
import { locate, type Site } from '../scope.ts'

/**
 * One of the forms that a value may have: a schema has one for each of its types and for each branch of its `oneOf`, so that
 * `type: [string, null]` and a `oneOf` of text and null are the same two forms.
 */
export interface Form extends Site<JsonSchema> {
  /** One of JSON Schema's types, or `any` where the schema names none. */
  type: string
  /** The consts that tell a branch from its neighbours, by place within it. */
  consts: Map<string, unknown>
}

/** All forms of a schema, references followed. A union that contains itself adds nothing by that. */
export function forms(schema: JsonSchema, at: string, root: Document, trail: string[] = []): Form[] {
  const site = locate<JsonSchema>(schema as JsonSchema & { $ref: string }, at, root)
  if (trail.includes(site.at)) return []
  const { oneOf, type = 'any' } = site.node
  if (oneOf) return oneOf.flatMap((branch, index) => forms(branch, `${site.at}/oneOf/${index}`, root, [...trail, site.at]))
  const consts = constsOf(site.node, root)
  return [type].flat().map((type) => ({ ...site, type, consts }))
}

/** How a form is called in a sentence: by its consts, its component, or its type. */
export function nameOf({ type, consts, at }: Form): string {
  if (consts.size) return [...consts].map(([place, value]) => `${place.slice(1)} ${JSON.stringify(value)}`).join(', ')
  return /^\/components\/schemas\/([^/]+)$/.exec(at)?.[1] ?? type
}
