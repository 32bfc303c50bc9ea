import type { Key, Row, Rows } from '../../mocks/core/system/table.ts'
import type { Place, TableFiles } from './files.ts'
import { Places } from './places.ts'

/** Rows that are also kept parsed in memory. */
const kept = 1000

/**
 * The rows of a table where the journal and the snapshot hold them anyway: in memory there is a place for each, and the rows
 * that were written or read last. So 100,000 leads cost little more memory than their keys.
 */
export class DiskRows implements Rows {
  readonly #files: TableFiles
  readonly #places = new Places()
  /** Rows whose lines are too long for a place. */
  readonly #long = new Map<Key, Row>()
  readonly #kept = new Map<Key, Row>()
  readonly #placeOf: (row: Row) => Place | undefined

  /** `placeOf` returns where the journal has just put a row. */
  constructor(files: TableFiles, placeOf: (row: Row) => Place | undefined) {
    this.#files = files
    this.#placeOf = placeOf
  }

  get size(): number {
    return this.#places.size + this.#long.size
  }

  has(key: Key): boolean {
    return this.#long.has(key) || this.#places.get(key) !== undefined
  }

  get(key: Key): Row | undefined {
    const known = this.#kept.get(key) ?? this.#long.get(key)
    if (known) return known
    const place = this.#places.get(key)
    return place === undefined ? undefined : this.#keep(key, this.#files.row(place))
  }

  set(key: Key, row: Row) {
    this.found(key, this.#placeOf(row) ?? row)
    this.#keep(key, row)
  }

  delete(key: Key): boolean {
    this.#kept.delete(key)
    return this.#places.delete(key) || this.#long.delete(key)
  }

  *keys(): Generator<Key> {
    yield* this.#places.keys()
    yield* this.#long.keys()
  }

  *values(): Generator<Row> {
    for (const [, row] of this) yield row
  }

  *[Symbol.iterator](): Generator<[Key, Row]> {
    for (const [key, place] of this.#places) yield [key, this.#files.row(place, true)]
    yield* this.#long
  }

  /** Takes note of where a row is, or of the row itself when its line is too long for a place. */
  found(key: Key, place: Place | Row) {
    if (typeof place === 'number') {
      this.#long.delete(key)
      this.#places.set(key, place)
    } else {
      this.#places.delete(key)
      this.#long.set(key, place)
    }
  }

  /** Where each row is, for a snapshot that copies them. */
  *places(): Generator<[Key, Place | Row]> {
    yield* this.#places
    yield* this.#long
  }

  /** A snapshot has copied a row; it is read from there, unless it was changed in the meantime. A row without a place there is kept in memory. */
  moved(key: Key, from: Place, to: Place | undefined) {
    if (this.#places.get(key) === from) this.found(key, to ?? this.#files.row(from))
  }

  #keep(key: Key, row: Row): Row {
    this.#kept.delete(key)
    this.#kept.set(key, row)
    if (this.#kept.size > kept) this.#kept.delete(this.#kept.keys().next().value as Key)
    return row
  }
}
