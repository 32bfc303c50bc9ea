import type { ResponseObject } from '../../document.ts'
import { pointer } from '../../pointer.ts'
import type { Difference } from '../change.ts'
import { compareSchemas } from '../schema/schema.ts'
import { difference, type Scope, type Sides, type Site, sourceOf, within } from '../scope.ts'

type Header = NonNullable<ResponseObject['headers']>[string]

/** Which headers of an answer came and went, and how those that stayed differ. */
export function* compareHeaders({ base, head }: Sides<Site<ResponseObject>>, scope: Scope): Generator<Difference> {
  const [before, now] = [headersOf(base), headersOf(head)]
  for (const name of new Set([...before.keys(), ...now.keys()])) {
    const place = within(scope, 'header', name)
    const pair = { base: before.get(name), head: now.get(name) }
    if (pair.base && pair.head) yield* compareHeader({ base: pair.base, head: pair.head }, place)
    else if (pair.head) yield difference('header_added', 'is new', place, pair.head.at)
    else if (pair.base?.node.required) yield difference('required_header_removed', 'was removed', place, pair.base.at)
    else if (pair.base) yield difference('header_removed', 'was removed; it could be missing before', place, pair.base.at)
  }
}

/** By name in lower case, since header names do not mind case. */
const headersOf = ({ node, at }: Site<ResponseObject>): Map<string, Site<Header>> =>
  new Map(Object.entries(node.headers ?? {}).map(([name, node]) => [name.toLowerCase(), { node, at: at + pointer(['headers', name]) }]))

function* compareHeader(pair: Sides<Site<Header>>, scope: Scope): Generator<Difference> {
  const { base, head } = pair
  if (!base.node.required && head.node.required) yield difference('required', 'is always there now', scope, sourceOf(pair))
  if (base.node.required && !head.node.required) yield difference('optional', 'may be missing now', scope, sourceOf(pair))
  const schemaOf = ({ node, at }: Site<Header>) => ({ node: node.schema, at: `${at}/schema` })
  yield* compareSchemas({ base: schemaOf(base), head: schemaOf(head) }, scope)
}
