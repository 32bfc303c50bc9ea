import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs'

/** A file that only grows. What could not be written whole (a full disk, say) is taken back, so that the next line finds its place. */
export class AppendFile {
  readonly path: string
  bytes: number
  readonly #descriptor: number
  readonly #fsync: boolean

  constructor(path: string, fsync = false) {
    this.path = path
    this.#descriptor = openSync(path, 'a+')
    this.#fsync = fsync
    this.bytes = fstatSync(this.#descriptor).size
  }

  /** Returns when the bytes would survive the process, with `fsync` a power cut; throws when they could not be written. */
  append(line: Buffer) {
    try {
      for (let written = 0; written < line.length; ) written += writeSync(this.#descriptor, line, written)
      if (this.#fsync) this.flush()
    } catch (error) {
      ftruncateSync(this.#descriptor, this.bytes)
      throw error
    }
    this.bytes += line.length
  }

  read(offset: number, length: number): Buffer {
    const buffer = Buffer.allocUnsafe(length)
    return buffer.subarray(0, readSync(this.#descriptor, buffer, 0, length, offset))
  }

  /** Flushes to the device. */
  flush() {
    fsyncSync(this.#descriptor)
  }

  close() {
    closeSync(this.#descriptor)
  }
}
