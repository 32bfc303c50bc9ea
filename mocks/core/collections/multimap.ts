import { added } from './append.ts'

/**
 * Which items stand under which value. Most values have one item, and it is kept without an array around it, since there are
 * hundreds of thousands.
 */
export class Postings<Value, Item extends string | number> {
  readonly #postings = new Map<Value, Item | Item[]>()

  get(value: Value): Item[] {
    const posting = this.#postings.get(value)
    return posting === undefined ? [] : Array.isArray(posting) ? posting : [posting]
  }

  add(value: Value, item: Item) {
    const posting = this.#postings.get(value)
    if (posting === undefined) this.#postings.set(value, item)
    else this.#postings.set(value, added(Array.isArray(posting) ? posting : [posting], item))
  }

  remove(value: Value, item: Item) {
    const rest = this.get(value).filter((other) => other !== item)
    if (rest.length === 0) this.#postings.delete(value)
    else this.#postings.set(value, rest.length === 1 ? (rest[0] as Item) : rest)
  }
}
