import type { Document } from '../document.ts'
import { pointer, valueAt } from '../pointer.ts'
import type { Difference, Place } from './change.ts'
import { type Kind, severities } from './severity.ts'

/** The same thing as it was and as it is. */
export interface Sides<Thing> {
  base: Thing
  head: Thing
}

/** How far the comparison has come within one operation. */
export interface Scope {
  documents: Sides<Document>
  place: Place
  /** What was compared on this way before: recursive schemas end there. */
  seen: Set<string>
  /** Whether it stands within the rows of the tables, where nothing is worse than risky. */
  isRow?: boolean
}

/** A part of a document, and the JSON pointer to where it is said. */
export interface Site<Node> {
  node: Node
  at: string
}

/** One step into the request or the response. */
export const within = (scope: Scope, ...keys: string[]): Scope => ({
  ...scope,
  place: { ...scope.place, at: scope.place.at + pointer(keys) },
})

/** A difference at the place that the comparison has come to. */
export function difference(kind: Kind, message: string, { place, isRow }: Scope, source: string): Difference {
  const severity = severities[kind][place.side ?? 'request']
  return { severity: isRow && severity === 'breaking' ? 'risky' : severity, kind, message, place, source }
}

/** Names the place in both documents; either may lack it. */
export const sourceOf = ({ base, head }: Partial<Sides<Site<unknown>>>): string => `${base?.at ?? ''} ${head?.at ?? ''}`

/** A part of a document with references followed. Where the reference leads is the place, so that shared parts are known again. */
export function locate<Node extends object>(node: Node | { $ref: string }, at: string, root: Document): Site<Node> {
  let site: Site<Node | { $ref: string }> = { node, at }
  while ('$ref' in site.node && typeof site.node.$ref === 'string') {
    const { $ref } = site.node
    site = { node: valueAt(root, $ref.slice(1)) as Node, at: $ref.slice(1) }
  }
  return site as Site<Node>
}
