import { Postings } from '../collections/multimap.ts'
import { pageOf } from '../collections/page.ts'
import type { Definition, Key, Page, PageRequest, Row, Rows } from '../system/table.ts'

type Finder = (row: Row) => Key | undefined | null

/** The keys of rows by a value that a finder gives. */
interface Index {
  find: Finder
  postings: Postings<Key, Key>
}

/** The committed rows of one table with their indexes. Every change is O(1) in the number of rows. */
export class Relation {
  readonly rows: Rows
  readonly definition: Definition
  readonly #indexes = new Map<string, Index>()
  readonly #unique: [name: string, find: Finder][]
  #sequence = 0

  constructor(definition: Definition, rows: Rows) {
    this.definition = definition
    this.rows = rows
    this.#unique = Object.entries(definition.unique as Record<string, Finder>)
    for (const [name, find] of [...this.#unique, ...Object.entries(definition.index as Record<string, Finder>)])
      this.#indexes.set(name, { find: definition.unique[name] ?? find, postings: new Postings() })
    for (const [key, row] of rows) this.#file(key, row)
  }

  /** The next number for an integer key. Numbers are not given back, so a refused insert leaves a gap. */
  number(): number {
    return ++this.#sequence
  }

  keys(index: string, value: Key): Key[] {
    return this.#indexes.get(index)?.postings.get(value) ?? []
  }

  /** Rows from the newest to the oldest; only those on the page and those passed over are read. */
  page(request: PageRequest<Row>): Page<Row> {
    return pageOf([...this.rows.keys()], request, (key) => this.rows.get(key) as Row)
  }

  /** The values of a row that no other row may share, with the names of their indexes. */
  *uniques(row: Row): Generator<[name: string, value: Key]> {
    for (const [name, find] of this.#unique) {
      const value = find(row) ?? undefined
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

  #file(key: Key, row: Row, before?: Row) {
    if (typeof key === 'number' && key > this.#sequence) this.#sequence = key
    for (const { find, postings } of this.#indexes.values()) {
      const value = find(row) ?? undefined
      if (value === undefined || (before && value === find(before))) continue
      postings.add(value, key)
    }
  }

  #unfile(key: Key, before: Row, after: Row | null) {
    for (const { find, postings } of this.#indexes.values()) {
      const value = find(before) ?? undefined
      if (value === undefined || (after && value === find(after))) continue
      postings.remove(value, key)
    }
  }
}
