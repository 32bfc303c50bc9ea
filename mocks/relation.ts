import type { Definition, Key, Row } from './table.ts'

type Posting = Key | Key[]

/** The committed rows of one table with their indexes, in memory. Every change is O(1) in the number of rows. */
export class Relation {
  readonly rows: Map<Key, Row>
  readonly definition: Definition
  readonly #postings = new Map<string, Map<Key, Posting>>()
  #sequence = 0

  constructor(definition: Definition, rows: Map<Key, Row>) {
    this.definition = definition
    this.rows = rows
    for (const name of this.#finders()) this.#postings.set(name, new Map())
    for (const [key, row] of rows) this.#file(key, row)
  }

  /** The next number for an integer key. Numbers are not given back, so a refused insert leaves a gap. */
  number(): number {
    return ++this.#sequence
  }

  keys(index: string, value: Key): Key[] {
    const posting = this.#postings.get(index)?.get(value)
    return posting === undefined ? [] : Array.isArray(posting) ? posting : [posting]
  }

  /** The values of a row that no other row may share, with the names of their indexes. */
  *uniques(row: Row): Generator<[name: string, value: Key]> {
    for (const name of Object.keys(this.definition.unique)) {
      const value = this.#value(name, row)
      if (value !== undefined) yield [name, value]
    }
  }

  /** Puts, replaces (keeping its place) or, with null, removes a row. */
  apply(key: Key, row: Row | null) {
    const before = this.rows.get(key)
    if (before) this.#unfile(key, before, row)
    if (row === null) {
      this.rows.delete(key)
      return
    }
    this.rows.set(key, row)
    this.#file(key, row, before)
  }

  *#finders(): Generator<string> {
    yield* Object.keys(this.definition.unique)
    yield* Object.keys(this.definition.index)
  }

  #value(name: string, row: Row): Key | undefined {
    return (this.definition.unique[name] ?? this.definition.index[name])?.(row) ?? undefined
  }

  #file(key: Key, row: Row, before?: Row) {
    if (typeof key === 'number' && key > this.#sequence) this.#sequence = key
    for (const [name, postings] of this.#postings) {
      const value = this.#value(name, row)
      if (value === undefined || (before && value === this.#value(name, before))) continue
      const posting = postings.get(value)
      if (posting === undefined) postings.set(value, key)
      else if (Array.isArray(posting)) posting.push(key)
      else postings.set(value, [posting, key])
    }
  }

  #unfile(key: Key, before: Row, after: Row | null) {
    for (const [name, postings] of this.#postings) {
      const value = this.#value(name, before)
      if (value === undefined || (after && value === this.#value(name, after))) continue
      const rest = this.keys(name, value).filter((other) => other !== key)
      if (rest.length === 0) postings.delete(value)
      else postings.set(value, rest.length === 1 ? (rest[0] as Key) : rest)
    }
  }
}
