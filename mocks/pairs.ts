import type { Reading } from './reading.ts'
import { readSearch } from './search.ts'

/** A query or a form, by name. */
export interface Pairs {
  /** One value for each name: the first or the last of a repeated name, as the system reads it. */
  values: Record<string, string>
  /** Names that are repeated with another value. */
  ambiguous: string[]
  /** Every pair, in order. */
  all: URLSearchParams
}

/** Reads a query, or a body of type `application/x-www-form-urlencoded`, in one pass. */
export function readPairs(text: string, { repeated = 'first' }: Reading): Pairs {
  const all = readSearch(text)
  const values = Object.fromEntries(all)
  if (Object.keys(values).length === all.size) return { values, ambiguous: [], all }
  const first = new Map<string, string>()
  const ambiguous = new Set<string>()
  for (const [name, value] of all) {
    if (!first.has(name)) first.set(name, value)
    else if (first.get(name) !== value) ambiguous.add(name)
  }
  return { values: repeated === 'last' ? values : Object.fromEntries(first), ambiguous: [...ambiguous], all }
}
