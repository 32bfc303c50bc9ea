import { pieces } from './turn.ts'

/** A text that is put together from pieces in portions of work. */
export class Pieces {
  #done = 0
  #text = ''
  #pieces: string[] = []

  add(...more: string[]) {
    this.#pieces.push(...more)
  }

  /** To be asked for each piece of work; says when it is time to yield. To join all pieces at the end would take long. */
  isDue(): boolean {
    const isDue = ++this.#done % pieces === 0
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
