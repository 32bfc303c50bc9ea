import type { ResponseObject } from '../../document.ts'
import type { Difference } from '../change.ts'
import { compareContent } from '../content.ts'
import type { Endpoint } from '../endpoint.ts'
import { difference, locate, type Scope, type Sides, type Site, sourceOf, within } from '../scope.ts'
import { compareHeaders } from './headers.ts'

/** Which statuses came and went, and how the answers that stayed differ. */
export function* compareResponses({ base, head }: Sides<Endpoint>, scope: Scope): Generator<Difference> {
  for (const status of new Set([...Object.keys(base.node.responses), ...Object.keys(head.node.responses)])) {
    const answer: Scope = { ...scope, place: { ...scope.place, status }, seen: new Set() }
    const before = find(status, base, scope.documents.base)
    const now = find(status, head, scope.documents.head)
    if (!now) yield difference('status_removed', 'is no longer answered', answer, before?.at ?? '')
    else if (!before) yield difference('status_added', 'is answered, too; a client may not know it', answer, now.at)
    else yield* compareResponse({ base: before, head: now }, answer)
  }
}

function find(status: string, { node, at }: Endpoint, root: Scope['documents']['base']): Site<ResponseObject> | undefined {
  const response = node.responses[status]
  return response && locate(response, `${at}/responses/${status}`, root)
}

function* compareResponse(pair: Sides<Site<ResponseObject>>, scope: Scope): Generator<Difference> {
  const [before, now] = [bodyOf(pair.base), bodyOf(pair.head)]
  const body = within(scope, 'body')
  if (before && now) yield* compareContent({ base: before, head: now }, scope)
  else if (before) yield difference('body_removed', 'was removed', body, sourceOf(pair))
  else if (now) yield difference('body_added', 'is new; a strict reader refuses it', body, sourceOf(pair))
  yield* compareHeaders(pair, scope)
}

function bodyOf({ node: { content = {} }, at }: Site<ResponseObject>) {
  return Object.keys(content).length ? { node: content, at: `${at}/content` } : undefined
}
