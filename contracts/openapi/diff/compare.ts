import type { Document } from '../document.ts'
import { type Change, type Difference, merge } from './change.ts'
import { type Endpoint, endpoints, shapeOf } from './endpoint.ts'
import { compareOperations } from './operation.ts'
import { difference, type Scope, type Sides } from './scope.ts'
import { countWording } from './wording.ts'

/** What differs between two versions of the document. */
export interface Comparison {
  /** What breaks comes first. */
  changes: Change[]
  /** How many descriptions, summaries, examples and `x-` words differ; nobody's code notices. */
  wording: number
}

/**
 * Compares two bundled documents of the dialect, operation by operation, those of the sandbox's own interface included. A change
 * in a component is told once, with every operation that reaches it.
 *
 * The rows of the tables (`MarketoTables` and the like) are the sandbox's own business, and no change in them is breaking. What no
 * operation reaches is left out; a seed that somebody keeps reaches the rows by `control.seed`, where such a change is risky.
 */
export function compare(base: Document, head: Document): Comparison {
  return { changes: merge(differences({ base, head })), wording: countWording(base, head) }
}

function* differences(documents: Sides<Document>): Generator<Difference> {
  const [before, now] = [endpoints(documents.base), endpoints(documents.head)]
  const unnamed = [...now.values()].filter(({ id }) => !before.has(id))
  const known = new Set<Endpoint>()
  for (const base of before.values()) {
    const head = now.get(base.id) ?? unnamed.find((other) => isSameCall(base, other))
    const scope: Scope = { documents, place: { operation: head?.id ?? base.id, at: '' }, seen: new Set() }
    if (head) yield* compareOperations({ base, head }, scope)
    else yield difference('operation_removed', `was removed (${base.method} ${base.path})`, scope, base.at)
    if (head) known.add(head)
  }
  for (const head of now.values()) {
    const scope: Scope = { documents, place: { operation: head.id, at: '' }, seen: new Set() }
    if (!known.has(head)) yield difference('operation_added', `is new (${head.method} ${head.path})`, scope, head.at)
  }
}

/** Whether a call of the one reaches the other, whatever they are called. */
const isSameCall = (one: Endpoint, other: Endpoint): boolean => one.method === other.method && shapeOf(one.path) === shapeOf(other.path)
