import type { Document, Security } from '../document.ts'
import type { Difference } from './change.ts'
import type { Endpoint } from './endpoint.ts'
import { difference, type Scope, type Sides } from './scope.ts'

/** An alternative as the credentials it demands, each told by how it is sent; none of them means anonymous. */
type Demand = string[]

/**
 * Which ways to be let in came and went. What counts is how credentials are sent, not the name of the scheme. A change that
 * many operations share is one change, whatever operations these are.
 */
export function* compareSecurity({ base, head }: Sides<Endpoint>, scope: Scope): Generator<Difference> {
  const before = demands(base.node.security, scope.documents.base)
  const now = demands(head.node.security, scope.documents.head)
  const kept = (demand: Demand, others: Demand[]) => others.some((other) => covers(demand, other) && covers(other, demand))
  const removed = before.filter((demand) => !kept(demand, now))
  const added = now.filter((demand) => !kept(demand, before))
  for (const demand of removed) {
    const less = now.find((other) => covers(demand, other))
    const more = added.find((other) => covers(other, demand))
    if (less) yield difference('security_eased', `is content with ${said(less)}`, scope, '')
    else if (more) yield difference('security_tightened', `demands ${said(more)}, not only ${said(demand)}`, scope, '')
    else yield difference('security_removed', `no longer takes ${said(demand)}`, scope, '')
  }
  const isNew = (demand: Demand) => !removed.some((other) => covers(demand, other) || covers(other, demand))
  for (const demand of added.filter(isNew)) yield difference('security_added', `takes ${said(demand)}, too`, scope, '')
}

/** Whether who satisfies the one satisfies the other as well. */
const covers = (one: Demand, other: Demand): boolean => other.every((credential) => one.includes(credential))

const demands = (security: Security | undefined, root: Document): Demand[] =>
  (security?.length ? security : [{}]).map((alternative) => Object.keys(alternative).map((name) => credential(name, root)))

function credential(name: string, root: Document): string {
  const scheme = root.components.securitySchemes?.[name]
  if (!scheme) return name
  return scheme.type === 'http' ? `${scheme.scheme} authorization` : `${scheme.in} ${scheme.name}`
}

const said = (demand: Demand): string => demand.join(' and ') || 'a call without credentials'
