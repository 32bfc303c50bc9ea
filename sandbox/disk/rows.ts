import type { Key, Row, Rows } from '../../mocks/table.ts'
import type { Place, TableFiles } from './files.ts'
import { rowOf } from './line.ts'

/** Rows that are kept parsed, besides those on disk. */
const kept = 1000

/**
 * The rows of a table where the journal and the snapshot hold them anyway: in memory there is a place for each, and the rows
 * that were written or read last. So 100,000 leads cost no more memory than their keys.
 */
export class DiskRows implements Rows {
  readonly #files: TableFiles
  /** A row that is too long for a place stands here itself. */
  readonly #places = new Map<Key, Place | Row>()
  readonly #kept = new Map<Key, Row>()
  readonly #placeOf: (row: Row) => Place | undefined

  /** `placeOf` tells where the journal has just put a row. */
  constructor(files: TableFiles, placeOf: (row: Row) => Place | undefined) {
    this.#files = files
    this.#placeOf = placeOf
  }

  get size(): number {
    return this.#places.size
  }

  has(key: Key): boolean {
    return this.#places.has(key)
  }

  get(key: Key): Row | undefined {
    const known = this.#kept.get(key)
    if (known) return known
    const place = this.#places.get(key)
    if (typeof place !== 'number') return place
    return this.#keep(key, rowOf(this.#files.read(place)))
  }

  set(key: Key, row: Row) {
    this.#places.set(key, this.#placeOf(row) ?? row)
    this.#keep(key, row)
  }

  delete(key: Key): boolean {
    this.#kept.delete(key)
    return this.#places.delete(key)
  }

  keys(): IterableIterator<Key> {
    return this.#places.keys()
  }

  *values(): Generator<Row> {
    for (const [, row] of this) yield row
  }

  *[Symbol.iterator](): Generator<[Key, Row]> {
    for (const [key, place] of this.#places) yield [key, typeof place === 'number' ? rowOf(this.#files.read(place, true)) : place]
  }

  /** Takes note of a row that was found on disk. */
  found(key: Key, place: Place | Row) {
    this.#places.set(key, place)
  }

  /** Where each row is, for a snapshot that copies them. */
  places(): IterableIterator<[Key, Place | Row]> {
    return this.#places.entries()
  }

  /** A snapshot has copied a row; it is read from there, unless it was changed meanwhile. */
  moved(key: Key, from: Place, to: Place) {
    if (this.#places.get(key) === from) this.#places.set(key, to)
  }

  #keep(key: Key, row: Row): Row {
    this.#kept.delete(key)
    this.#kept.set(key, row)
    if (this.#kept.size > kept) this.#kept.delete(this.#kept.keys().next().value as Key)
    return row
  }
}
