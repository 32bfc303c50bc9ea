import { Postings } from '../collections/multimap.ts'
import { pageOf } from '../collections/page.ts'
import type { Definition, Key, Page, PageRequest, Row, Rows } from '../system/table.ts'

/** The committed rows of one table with their indexes. Every change is O(1) in the number of rows. */
export class Relation {
  readonly rows: Rows
  readonly definition: Definition
  readonly #postings = new Map<string, Postings<Key, Key>>()
  #sequence = 0

  constructor(definition: Definition, rows: Rows) {
    this.definition = definition
    this.rows = rows
    for (const name of this.#finders()) this.#postings.set(name, new Postings())
    for (const [key, row] of rows) this.#file(key, row)
  }

  /** The next number for an integer key. Numbers are not given back, so a refused insert leaves a gap. */
  number(): number {
    return ++this.#sequence
  }

  keys(index: string, value: Key): Key[] {
    return this.#postings.get(index)?.get(value) ?? []
  }

  /** Rows from the newest to the oldest; only those on the page and those passed over are read. */
  page(request: PageRequest<Row>): Page<Row> {
    return pageOf([...this.rows.keys()], request, (key) => this.rows.get(key) as Row)
  }

  /** The values of a row that no other row may share, with the names of their indexes. */
  *uniques(row: Row): Generator<[name: string, value: Key]> {
    for (const name of Object.keys(this.definition.unique)) {
      const value = this.#value(name, row)
      if (value !== undefined) yield [name, value]
    }
  }

  /** Puts, replaces (keeping its place) or, with null, removes a row. `before` is the current row; without it the row is read. */
  apply(key: Key, row: Row | null, before: Row | undefined = this.rows.get(key)) {
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
      postings.add(value, key)
    }
  }

  #unfile(key: Key, before: Row, after: Row | null) {
    for (const [name, postings] of this.#postings) {
      const value = this.#value(name, before)
      if (value === undefined || (after && value === this.#value(name, after))) continue
      postings.remove(value, key)
    }
  }
}
