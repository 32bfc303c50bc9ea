import type { Difference } from './change.ts'
import { compareDeprecation } from './deprecation.ts'
import { type Endpoint, shapeOf } from './endpoint.ts'
import { compareRequests } from './request/request.ts'
import { compareResponses } from './response/response.ts'
import { difference, type Scope, type Sides } from './scope.ts'
import { compareSecurity } from './security.ts'

/** All differences of an operation that both documents have. */
export function* compareOperations(pair: Sides<Endpoint>, scope: Scope): Generator<Difference> {
  const { base, head } = pair
  if (base.id !== head.id) yield difference('operation_renamed', `was called ${base.id}`, scope, head.at)
  if (base.method !== head.method) yield difference('method_changed', `is ${head.method}, was ${base.method}`, scope, head.at)
  if (shapeOf(base.path) !== shapeOf(head.path)) yield difference('path_changed', `is at ${head.path}, was at ${base.path}`, scope, head.at)
  if (base.server !== head.server) yield difference('server_changed', `is served by ${head.server}, was by ${base.server}`, scope, '')
  yield* compareDeprecation({ base: base.node, head: head.node }, scope, head.at)
  yield* compareSecurity(pair, on('request', scope))
  yield* compareRequests(pair, on('request', scope))
  yield* compareResponses(pair, on('response', scope))
}

const on = (side: 'request' | 'response', scope: Scope): Scope => ({ ...scope, place: { ...scope.place, side }, seen: new Set() })
