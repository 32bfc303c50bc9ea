import type { Kind, Severity, Side } from './severity.ts'

/** Where a change shows. */
export interface Place {
  /** operationId. */
  operation: string
  /** Undefined when the whole operation is meant. */
  side?: Side
  /** Of a response. */
  status?: string
  /** JSON pointer into that side as a finding has it, e.g. `/body/input/0/email`; `*` stands for any name of a map. */
  at: string
}

/** One change, told once with all the places in which it shows. */
export interface Change {
  severity: Severity
  kind: Kind
  /** Says what happened to that which stands at each of the places, e.g. `is required now`. */
  message: string
  /** The first in each request and each response that it concerns. */
  places: Place[]
}

/** A change as it is met on the way through one operation. */
export interface Difference {
  severity: Severity
  kind: Kind
  message: string
  place: Place
  /** Where the documents say it: what is met again under the same source, in a component that is shared, is one change. */
  source: string
}

const order: Severity[] = ['breaking', 'risky', 'safe']

/** Joins what has one reason, and puts what breaks first. */
export function merge(differences: Iterable<Difference>): Change[] {
  const changes = new Map<string, Change>()
  for (const { severity, kind, message, place, source } of differences) {
    const key = JSON.stringify([severity, kind, message, source])
    const { places } = changes.get(key) ?? { places: [] }
    const isKnown = places.some((known) => isOneMessage(known, place))
    changes.set(key, { severity, kind, message, places: isKnown ? places : [...places, place] })
  }
  return [...changes.values()].sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity))
}

const isOneMessage = (one: Place, other: Place): boolean =>
  one.operation === other.operation && one.side === other.side && one.status === other.status
