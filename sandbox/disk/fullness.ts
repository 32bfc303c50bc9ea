/** Bytes at which a journal is full, unless its snapshot has more. */
const usual = 64 * 2 ** 20

/**
 * Decides when a journal is full: when it has as many bytes as the last snapshot, so that writing all rows again costs each change
 * the same, however many rows there are. Reports it once until there is a snapshot or it has failed.
 */
export class Fullness {
  readonly #least: number
  #snapshotBytes = 0
  /** Bytes by which the journal grows beyond its limit before a snapshot that failed is tried again. */
  #patience = 0
  #said = false

  constructor(least = usual) {
    this.#least = least
  }

  /** Whether a journal of so many bytes is full, and it has not been said yet. */
  isNews(bytes: number): boolean {
    if (this.#said || bytes < this.#limit + this.#patience) return false
    this.#said = true
    return true
  }

  /** There is a snapshot of so many bytes. */
  settled(snapshotBytes: number) {
    this.#snapshotBytes = snapshotBytes
    this.#patience = 0
    this.#said = false
  }

  /** A snapshot has failed, when the journal had so many bytes. */
  postponed(bytes: number) {
    this.#patience = Math.max(0, bytes - this.#limit) + this.#limit / 8
    this.#said = false
  }

  get #limit(): number {
    return Math.max(this.#least, this.#snapshotBytes)
  }
}
