import type { Difference } from '../change.ts'
import { compareContent } from '../content.ts'
import type { Endpoint } from '../endpoint.ts'
import { difference, type Scope, type Sides, within } from '../scope.ts'
import { compareParameters } from './parameters.ts'

/** How what a client sends differs: parameters and body. */
export function* compareRequests(pair: Sides<Endpoint>, scope: Scope): Generator<Difference> {
  yield* compareParameters(pair, scope)
  yield* compareBodies(pair, scope)
}

function* compareBodies({ base, head }: Sides<Endpoint>, scope: Scope): Generator<Difference> {
  const [before, now] = [base.node.requestBody, head.node.requestBody]
  const body = within(scope, 'body')
  if (before && !now) yield difference('body_removed', 'was removed; nothing is read from it', body, base.at)
  if (!before && now?.required) yield difference('required_body_added', 'is new and required', body, head.at)
  if (!before && now && !now.required) yield difference('body_added', 'is new', body, head.at)
  if (!before || !now) return
  if (!before.required && now.required) yield difference('required', 'is required now', body, head.at)
  if (before.required && !now.required) yield difference('optional', 'is no longer required', body, head.at)
  const content = (node: typeof now, { at }: Endpoint) => ({ node: node.content, at: `${at}/requestBody/content` })
  yield* compareContent({ base: content(before, base), head: content(now, head) }, scope)
}
