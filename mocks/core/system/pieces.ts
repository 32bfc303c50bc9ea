import { pace } from './turn.ts'

/** A text that is put together from pieces in portions of work. */
export class Pieces {
  readonly #isDue = pace()
  #text = ''
  #pieces: string[] = []

  add(...pieces: string[]) {
    this.#pieces.push(...pieces)
  }

  /** To be asked for each piece of work; says when it is time to yield. To join all pieces at the end would take long. */
  isDue(): boolean {
    const isDue = this.#isDue()
    if (isDue) this.end()
    return isDue
  }

  /** The whole text, with a last piece. */
  end(last = ''): string {
    this.#text += this.#pieces.join('') + last
    this.#pieces = []
    return this.#text
  }
}
