import type { Key } from '../../mocks/core/system/table.ts'
import type { Place } from './files.ts'

/**
 * The place of each row by its key. Numbered rows, which are nearly all, take eight bytes each instead of a map's fifty; they
 * come in the order of their numbers, the others in the order they were added.
 */
export class Places {
  #numbered = new Float64Array(1024)
  #highest = 0
  #count = 0
  readonly #named = new Map<Key, Place>()

  get size(): number {
    return this.#count + this.#named.size
  }

  get(key: Key): Place | undefined {
    return this.#number(key) || this.#named.get(key)
  }

  set(key: Key, place: Place) {
    if (!this.#isNear(key)) {
      this.#named.set(key, place)
      return
    }
    this.delete(key)
    if (key >= this.#numbered.length) this.#grow()
    this.#numbered[key] = place
    this.#count++
    this.#highest = Math.max(this.#highest, key)
  }

  delete(key: Key): boolean {
    if (!this.#number(key)) return this.#named.delete(key)
    this.#numbered[key as number] = 0
    this.#count--
    return true
  }

  *keys(): Generator<Key> {
    for (const [key] of this) yield key
  }

  *[Symbol.iterator](): Generator<[Key, Place]> {
    for (let key = 0; key <= this.#highest; key++) {
      const place = this.#numbered[key]
      if (place) yield [key, place]
    }
    yield* this.#named
  }

  #number(key: Key): Place {
    return typeof key === 'number' ? (this.#numbered[key] ?? 0) : 0
  }

  /** A number far beyond those known would leave the room between them empty. */
  #isNear(key: Key): key is number {
    return typeof key === 'number' && Number.isInteger(key) && key >= 0 && key < this.#numbered.length * 2
  }

  #grow() {
    const more = new Float64Array(this.#numbered.length * 2)
    more.set(this.#numbered)
    this.#numbered = more
  }
}
