import { bytesToHex } from '@noble/hashes/utils.js'

/** Fills with random bytes, as `crypto.getRandomValues` does. */
export type Randomness = (bytes: Uint8Array<ArrayBuffer>) => void

const poolSize = 4096
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** A world's source of identifiers. Each is a slice of a pool, since asking the platform for 16 bytes at a time is slow. */
export class Ids {
  readonly #fill: Randomness
  readonly #pool = new Uint8Array(poolSize)
  /** The pool as hexadecimal digits, two for each byte. */
  #digits = ''
  #used = poolSize

  /** Tokens come from here too, so the default is cryptographic; tests may pass a seeded source. */
  constructor(fill: Randomness = (bytes) => crypto.getRandomValues(bytes)) {
    this.#fill = fill
  }

  /** `bytes` random bytes, at most 4096, as hexadecimal digits, two for each. */
  hex(bytes: number): string {
    const start = this.#take(bytes)
    return this.#digits.slice(2 * start, 2 * (start + bytes))
  }

  /** `length` random letters and digits, at most 4096. */
  word(length: number): string {
    const start = this.#take(length)
    let text = ''
    for (const byte of this.#pool.subarray(start, start + length)) text += letters[byte % letters.length]
    return text
  }

  /** A random UUID, version 4. */
  uuid(): string {
    const hex = this.hex(17)
    const variant = '89ab'[Number.parseInt(hex.slice(32), 16) % 4]
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }

  /** A trace id that is never all zeros, which W3C forbids. */
  trace(): string {
    return this.hex(16).replace(/^0{32}$/, `${'0'.repeat(31)}1`)
  }

  /** A span id. */
  span(): string {
    return this.hex(8).replace(/^0{16}$/, `${'0'.repeat(15)}1`)
  }

  /** Where so many unused bytes begin in the pool, which is filled again when it has too few. */
  #take(bytes: number): number {
    if (this.#used + bytes > poolSize) {
      this.#fill(this.#pool)
      this.#digits = bytesToHex(this.#pool)
      this.#used = 0
    }
    const start = this.#used
    this.#used += bytes
    return start
  }
}
