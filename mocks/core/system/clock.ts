type Listener = () => void

/** What makes a clock differ from its source. */
export interface ClockState {
  /** Milliseconds between the source and this clock. */
  offset: number
  /** Epoch milliseconds at which it stands still, or null while it runs. */
  frozen: number | null
}

/** The time of a world, in epoch milliseconds. It can be frozen and moved; everything that waits asks it and is told of moves. */
export class Clock {
  #state: ClockState = { offset: 0, frozen: null }
  readonly #source: () => number
  readonly #listeners = new Set<Listener>()
  #stamped = { at: Number.NaN, text: '' }

  /** `source` gives epoch milliseconds; tests hand in their own. */
  constructor(source: () => number = Date.now) {
    this.#source = source
  }

  get state(): ClockState {
    return this.#state
  }

  now(): number {
    return this.#state.frozen ?? this.#source() + this.#state.offset
  }

  /** ISO 8601 in UTC, with milliseconds. The last one is kept, because many are asked for within a millisecond. */
  stamp(at = this.#state.frozen ?? this.#source() + this.#state.offset): string {
    if (at !== this.#stamped.at) this.#stamped = { at, text: new Date(at).toISOString() }
    return this.#stamped.text
  }

  freeze(at = this.now()) {
    this.#move({ offset: at - this.#source(), frozen: at })
  }

  advance(milliseconds: number) {
    const { offset, frozen } = this.#state
    this.#move({ offset: offset + milliseconds, frozen: frozen === null ? null : frozen + milliseconds })
  }

  /** Lets a frozen clock run on from where it stands. */
  resume() {
    this.#move({ offset: this.now() - this.#source(), frozen: null })
  }

  /** Back to the present, or to a state kept earlier. */
  restore(state: ClockState = { offset: 0, frozen: null }) {
    this.#move(state)
  }

  /** The time of the source, wherever this clock was moved. */
  get present(): number {
    return this.#source()
  }

  /** Calls `listener` after each move; answers with the way to stop. When it throws, the move is taken back. */
  onMove(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #move(state: ClockState) {
    const at = state.frozen ?? this.#source() + state.offset
    if (Number.isNaN(new Date(at).getTime())) throw new RangeError(`The clock cannot be moved to ${at}, which no date can express.`)
    const before = this.#state
    this.#state = state
    try {
      for (const listener of this.#listeners) listener()
    } catch (error) {
      this.#state = before
      throw error
    }
  }
}
