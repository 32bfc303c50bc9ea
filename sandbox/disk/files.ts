import type { Row } from '../../mocks/core/system/table.ts'
import { type FileSystem, filesystem, ifPossible, openToRead } from './filesystem.ts'
import { DataError, headLength, jsonOf, unreadable } from './frames.ts'
import { rowOf } from './line.ts'

/** Where a line lies: a file's number, an offset and a length in one integer below 2^53, since there is one for every row. */
export type Place = number

const lengths = 2 ** 18
const offsets = 2 ** 32
/** How many files may be open at a time: two generations' snapshots and journals. */
const files = 8

/** Bytes that are read ahead when rows are read one after the other. */
const ahead = 2 ** 20
/** And those before, since rows were not all written in the order of their keys. */
const behind = 2 ** 18

/** The place of a line; undefined when it is too long or too far for one, and has to be kept otherwise. */
export const placeOf = (file: number, offset: number, length: number): Place | undefined =>
  length < lengths && offset < offsets ? (file * offsets + offset) * lengths + length : undefined

/** The line that holds the JSON at a place. */
function lineAt(place: Place) {
  const length = place % lengths
  const rest = (place - length) / lengths
  const offset = rest % offsets
  return { file: (rest - offset) / offsets, offset: offset - headLength, length: headLength + length + 1 }
}

interface Opened {
  path: string
  descriptor: number
}

/** A place in file 0 as one in another file. */
export const inFile = (file: number, place: Place): Place => place + file * offsets * lengths

/** Bytes that were read ahead. */
interface Window {
  file: number
  from: number
  bytes: Buffer
}

const nothing: Window = { file: -1, from: 0, bytes: Buffer.alloc(0) }

export interface TableFilesOptions {
  fs?: FileSystem | undefined
  /** Called with a sentence about a damaged line. */
  onDamage?: ((message: string) => void) | undefined
}

/** The table files that rows are read from. */
export class TableFiles {
  readonly #fs: FileSystem
  readonly #onDamage: (message: string) => void
  readonly #opened: (Opened | undefined)[] = Array(files).fill(undefined)
  #window: Window = nothing
  /** For the window; one buffer, since the garbage of many would stay with the process. */
  readonly #room = Buffer.allocUnsafe(behind + lengths + ahead)

  constructor({ fs = filesystem, onDamage = () => {} }: TableFilesOptions = {}) {
    this.#fs = fs
    this.#onDamage = onDamage
  }

  /** The number of a file, which is opened for reading when it is not yet; at first it may have another name. Throws a DataError when it cannot be. */
  number(path: string, found: string = path): number {
    const known = this.#opened.findIndex((file) => file?.path === path)
    if (known >= 0) return known
    const free = this.#opened.indexOf(undefined)
    if (free < 0) throw new Error(`More than ${files} table files are open: those of older generations are not closed.`)
    this.#opened[free] = { path, descriptor: this.#open(found) }
    return free
  }

  close(path: string) {
    const number = this.#opened.findIndex((file) => file?.path === path)
    if (number < 0) return
    const { descriptor } = this.#opened[number] as Opened
    ifPossible(() => this.#fs.closeSync(descriptor))
    this.#opened[number] = undefined
    this.#window = nothing
  }

  /** Closes all files but these. */
  keep(paths: string[]) {
    for (const file of this.#opened) if (file && !paths.includes(file.path)) this.close(file.path)
  }

  /** The JSON at a place. With `sequential` what follows is read ahead. Throws a DataError when the line there is damaged. */
  read(place: Place, sequential = false): string {
    const { file, offset, length } = lineAt(place)
    const line = sequential ? this.#readAhead(file, offset, length) : this.#read(file, offset, length)
    return jsonOf(line) ?? this.#refuse(place)
  }

  /** The row at a place, read as `read` does. */
  row(place: Place, sequential = false): Row {
    const json = this.read(place, sequential)
    try {
      return rowOf(json)
    } catch {
      return this.#refuse(place)
    }
  }

  #open(path: string): number {
    try {
      return openToRead(path, this.#fs)
    } catch (error) {
      throw unreadable(path, error)
    }
  }

  #readAhead(file: number, offset: number, length: number): Buffer {
    const { from, bytes } = this.#window
    if (this.#window.file !== file || offset < from || offset + length > from + bytes.length) {
      const start = Math.max(0, offset - behind)
      this.#window = { file, from: start, bytes: this.#read(file, start, this.#room.length, this.#room) }
    }
    const start = offset - this.#window.from
    return this.#window.bytes.subarray(start, start + length)
  }

  #read(file: number, offset: number, length: number, buffer = Buffer.allocUnsafe(length)): Buffer {
    return buffer.subarray(0, this.#fs.readSync((this.#opened[file] as Opened).descriptor, buffer, 0, length, offset))
  }

  #refuse(place: Place): never {
    const { file, offset } = lineAt(place)
    const message = `${this.#opened[file]?.path} was damaged at byte ${offset} while in use: the row there is refused.`
    this.#onDamage(message)
    throw new DataError(message)
  }
}
