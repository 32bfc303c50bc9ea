import { WriteError } from '../../mocks/core/store/storage.ts'
import type { Target } from '../../mocks/core/store/writes.ts'
import { type FileSystem, filesystem, ifPossible, reasonOf } from './filesystem.ts'

export interface AppendOptions {
  /** Whether each append is flushed to the device, so that it survives a power cut too. */
  fsync?: boolean | undefined
  fs?: FileSystem | undefined
}

/** What a probe writes, at least once. */
const piece = Buffer.alloc(2 ** 18)

/** The refusal of a write that failed with an error of the system; a WriteError is returned unchanged. */
export const unwritable = (path: string, error: unknown): WriteError =>
  error instanceof WriteError ? error : new WriteError(`${path} cannot be written: ${reasonOf(error)}.`)

/**
 * A file that only grows. An append that fails changes nothing: a partly written line is removed no later than before
 * the next append.
 */
export class AppendFile implements Target {
  readonly path: string
  /** Where the next line begins. */
  bytes: number
  readonly #fs: FileSystem
  /** -1 once it is closed, because the system gives the number to another file. */
  #descriptor: number
  readonly #fsync: boolean
  /** Not every file system counts the names of a file. */
  readonly #counted: boolean
  /** Whether bytes of a failed write may follow the last line. */
  #torn = false
  /** Whether the path led elsewhere when it was last checked. */
  #astray = false
  /** Set when written lines have been cut off by another program. */
  #cut: Error | undefined
  /** Bytes of the longest line that could not be written. */
  #wanted = 0

  /** Opens the file, or begins it. Throws the system's error. */
  constructor(path: string, { fsync = false, fs = filesystem }: AppendOptions = {}) {
    this.path = path
    this.#fs = fs
    this.#fsync = fsync
    this.#descriptor = fs.openSync(path, 'a+')
    try {
      const { size, nlink } = fs.fstatSync(this.#descriptor)
      this.bytes = size
      this.#counted = nlink > 0
    } catch (error) {
      fs.closeSync(this.#descriptor)
      throw error
    }
  }

  /** Returns when the bytes would survive the process, with `fsync` a power cut; throws a WriteError when they could not be written. */
  append(line: Buffer) {
    this.#attempt(line.length, () => {
      this.#prepare()
      this.#write(line)
      this.#compare(this.bytes + line.length)
    })
    this.#torn = false
    this.bytes += line.length
  }

  /** Throws a WriteError when the path no longer leads to this file, or another program has changed it. */
  check() {
    this.#attempt(0, () => this.#find())
  }

  /** Throws a WriteError unless there is room for the longest line that did not fit. Leaves nothing behind. */
  probe() {
    this.#attempt(0, () => {
      this.#prepare()
      this.#find()
      for (let left = Math.max(this.#wanted, 1); left > 0; left -= piece.length) this.#write(piece)
      this.#revert()
    })
    this.#wanted = 0
  }

  read(offset: number, length: number): Buffer {
    const buffer = Buffer.allocUnsafe(length)
    return buffer.subarray(0, this.#fs.readSync(this.#descriptor, buffer, 0, length, offset))
  }

  /** Removes the rest of a failed append; throws a WriteError when it cannot. */
  settle() {
    this.#attempt(0, () => this.#prepare())
  }

  /** Flushes to the device. */
  flush() {
    this.#fs.fsyncSync(this.#descriptor)
  }

  /** Never throws: it is too late to refuse anything. */
  close() {
    this.#tryToRevert()
    ifPossible(() => this.#fs.closeSync(this.#descriptor))
    this.#descriptor = -1
  }

  #attempt(wanted: number, work: () => void) {
    try {
      work()
    } catch (error) {
      this.#wanted = Math.max(this.#wanted, wanted)
      this.#tryToRevert()
      throw unwritable(this.path, error)
    }
  }

  #prepare() {
    if (this.#torn) this.#revert()
    if (this.#astray) this.#find()
  }

  #write(bytes: Buffer) {
    this.#torn = true
    for (let written = 0; written < bytes.length; ) written += this.#fs.writeSync(this.#descriptor, bytes, written)
    if (this.#fsync) this.flush()
  }

  /** Removes the bytes after the last line. A file that has become shorter is left unchanged, because it would be filled up with zeros. */
  #revert() {
    if (this.#cut) throw this.#cut
    if (this.#fs.fstatSync(this.#descriptor).size < this.bytes) throw this.#shorter()
    this.#fs.ftruncateSync(this.#descriptor, this.bytes)
    this.#torn = false
  }

  /** Bytes that cannot be removed now are removed before the next append, or dropped when the file is read. */
  #tryToRevert() {
    if (this.#torn) ifPossible(() => this.#revert())
  }

  #find() {
    this.#astray = true
    this.#compare(this.bytes)
    const { ino } = this.#fs.fstatSync(this.#descriptor)
    if (this.#fs.statSync(this.path, { throwIfNoEntry: false })?.ino !== ino) throw new Error('it was moved or replaced while in use')
    this.#astray = false
  }

  #compare(expected: number) {
    if (this.#cut) throw this.#cut
    const { nlink, size } = this.#fs.fstatSync(this.#descriptor)
    if (nlink === 0 && this.#counted) throw new Error('it was removed while in use')
    if (size < expected) throw this.#shorter()
    this.#torn ||= size > expected
    if (size > expected) throw new Error('another program has written to it')
  }

  #shorter(): Error {
    return (this.#cut ??= new Error('another program has cut it. Restart, to see what is left'))
  }
}
