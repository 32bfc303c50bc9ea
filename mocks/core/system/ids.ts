/** Fills with random bytes, as `crypto.getRandomValues` does. */
export type Randomness = (bytes: Uint8Array<ArrayBuffer>) => void

const poolSize = 4096
const digits = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

/** A world's source of identifiers. Draws from a pool, since asking the platform for 16 bytes at a time is slow. */
export class Ids {
  readonly #fill: Randomness
  readonly #pool = new Uint8Array(poolSize)
  #used = poolSize

  /** Tokens come from here too, so the default is cryptographic; tests may hand in a seeded source. */
  constructor(fill: Randomness = (bytes) => crypto.getRandomValues(bytes)) {
    this.#fill = fill
  }

  /** `bytes` random bytes as hexadecimal digits, two for each. */
  hex(bytes: number): string {
    let text = ''
    for (let count = 0; count < bytes; count++) text += digits[this.#byte()]
    return text
  }

  /** `length` random letters and digits. */
  word(length: number): string {
    let text = ''
    for (let count = 0; count < length; count++) text += letters[this.#byte() % letters.length]
    return text
  }

  /** A random UUID, version 4. */
  uuid(): string {
    const hex = this.hex(16)
    const variant = '89ab'[this.#byte() % 4]
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`
  }

  /** A trace id that is never all zeros, which W3C forbids. */
  trace(): string {
    return this.hex(16).replace(/^0{32}$/, `${'0'.repeat(31)}1`)
  }

  /** A span id. */
  span(): string {
    return this.hex(8).replace(/^0{16}$/, `${'0'.repeat(15)}1`)
  }

  #byte(): number {
    if (this.#used === poolSize) {
      this.#fill(this.#pool)
      this.#used = 0
    }
    return this.#pool[this.#used++] as number
  }
}
