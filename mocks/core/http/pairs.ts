import { type Portions, portion } from '../system/turn.ts'
import type { Reading } from './body/reading.ts'
import { partsOf, readSearch } from './search.ts'

/** A query or a form, by name. */
export interface Pairs {
  /** One value for each name: the first or the last of a repeated name, as the system reads it. */
  values: Record<string, string>
  /** Names that are repeated with another value. */
  ambiguous: string[]
  /** Every value of each name, in order. */
  all: ReadonlyMap<string, string[]>
}

/** Reads a query, or a body of type `application/x-www-form-urlencoded`, in one pass and in portions. */
export function* readPairs(text: string, { repeated = 'first' }: Reading): Portions<Pairs> {
  const all = new Map<string, string[]>()
  const values = new Map<string, string>()
  const ambiguous = new Set<string>()
  for (const part of partsOf(text, portion)) {
    for (const [name, value] of readSearch(part)) {
      const known = all.get(name)
      if (known && known[0] !== value) ambiguous.add(name)
      if (known) known.push(value)
      else all.set(name, [value])
      if (!known || repeated === 'last') values.set(name, value)
    }
    yield
  }
  return { values: Object.fromEntries(values), ambiguous: [...ambiguous], all }
}
