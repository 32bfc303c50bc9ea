import type { Content } from '../document.ts'
import { pointer } from '../pointer.ts'
import type { Difference } from './change.ts'
import { compareSchemas } from './schema/schema.ts'
import { difference, type Scope, type Sides, type Site, sourceOf, within } from './scope.ts'

/** Which media types came and went, and what differs within those that stayed. Both sides have a body. */
export function* compareContent(sites: Sides<Site<Content>>, scope: Scope): Generator<Difference> {
  const { base, head } = sites
  const body = within(scope, 'body')
  const source = sourceOf(sites)
  for (const type of Object.keys(base.node))
    if (!head.node[type]) yield difference('media_type_removed', `is no longer ${type}`, body, source)
  for (const [type, { schema }] of Object.entries(head.node)) {
    const before = base.node[type]
    if (!before) yield difference('media_type_added', `may be ${type}, too`, body, source)
    else yield* compareSchemas({ base: schemaOf(before.schema, base, type), head: schemaOf(schema, head, type) }, body)
  }
}

const schemaOf = (schema: Content[string]['schema'], { at }: Site<Content>, type: string) => ({
  node: schema,
  at: at + pointer([type, 'schema']),
})
