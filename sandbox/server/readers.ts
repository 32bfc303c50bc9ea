import type { ServerResponse } from 'node:http'

/** A reader of a stream, as far as bytes are written to it. `writableLength` counts the bytes that it has not taken yet. */
export type Reader = Pick<ServerResponse, 'write' | 'destroy' | 'writableLength'>

/** Bytes that may wait for a reader that does not keep up. */
export interface Backlog {
  each: number
  /** For all readers together. */
  all: number
}

/** The readers of one stream. Readers that do not keep up are disconnected, the slowest first; they may reconnect. */
export class Readers {
  readonly #readers = new Set<Reader>()
  readonly #backlog: Backlog

  constructor(backlog: Backlog) {
    this.#backlog = backlog
  }

  get size(): number {
    return this.#readers.size
  }

  add(reader: Reader) {
    this.#readers.add(reader)
  }

  remove(reader: Reader) {
    this.#readers.delete(reader)
  }

  /** Writes the same bytes to every reader. */
  write(bytes: Uint8Array) {
    let waiting = 0
    for (const reader of this.#readers) {
      reader.write(bytes)
      if (reader.writableLength > this.#backlog.each) this.#disconnect(reader)
      else waiting += reader.writableLength
    }
    if (waiting > this.#backlog.all) this.#relieve(waiting)
  }

  #relieve(waiting: number) {
    let rest = waiting
    for (const reader of [...this.#readers].sort((one, other) => other.writableLength - one.writableLength)) {
      if (rest <= this.#backlog.all) return
      rest -= reader.writableLength
      this.#disconnect(reader)
    }
  }

  #disconnect(reader: Reader) {
    this.#readers.delete(reader)
    reader.destroy()
  }
}
