import type { Span, TraceSummary } from '../../mocks/core/system/record.ts'
import { type Entry, note } from '../../mocks/core/traces/entries.ts'
import { summaryOf } from '../../mocks/core/traces/summary.ts'
import { AppendFile, unwritable } from './append.ts'
import type { FileSystem } from './filesystem.ts'
import { type Extent, frame, type Header, headLength, jsonOf, lineFeed, readFile, readHeader } from './frames.ts'
import { readIndex, writeIndex } from './spanindex.ts'

const header: Header = { format: 'pql-sandbox/spans', version: 1 }

/** Bytes that most spans are shorter than. */
const usual = 8192

/** Room for offsets below a segment's number in a span's position. */
export const stride = 2 ** 32

/** The name of a segment's index. */
export const indexOf = (path: string): string => path.replace(/\.jsonl$/, '.index')

/** What reading a file at start has found. */
interface Loaded extends Extent {
  /** Bytes that the index counts and the file no longer has. */
  missing: number
  damagedIndex: boolean
}

/**
 * One file of the span log. A file that is no longer written to has an index next to it, with what its spans say about their
 * traces, so that it need not be read at start.
 */
export class Segment {
  readonly number: number
  readonly path: string
  /** Whether the index next to the file says what the file holds. */
  indexed = false
  readonly #fs: FileSystem
  /** Summaries of the traces that have spans here; dropped when the segment is sealed. */
  #entries = new Map<string, Entry>()
  #file: AppendFile | undefined

  /** There need not be a file yet: the first span begins it. */
  constructor(path: string, number: number, fs: FileSystem) {
    this.path = path
    this.number = number
    this.#fs = fs
  }

  get bytes(): number {
    return this.#file?.bytes ?? this.#stat()?.size ?? 0
  }

  /** Epoch milliseconds of the last write; of a file that was removed, the beginning of time. */
  get writtenAt(): number {
    return this.#stat()?.mtimeMs ?? 0
  }

  /** Whether another program has removed the file. */
  get removed(): boolean {
    return this.#file !== undefined && !this.#stat()
  }

  /** Appends a span; returns the position of its JSON. Throws a WriteError when it cannot be kept. */
  append(json: string, summary: TraceSummary): number {
    const file = this.#begun()
    const position = this.number * stride + file.bytes + headLength
    file.append(frame(json))
    this.indexed = false
    note(this.#entries, summary, position)
    return position
  }

  /** The span whose JSON begins at an offset; undefined when its line is damaged. */
  read(offset: number): string | undefined {
    for (let length = usual; ; length *= 4) {
      const bytes = this.#opened.read(offset - headLength, length)
      const end = bytes.indexOf(lineFeed)
      if (end >= 0) return jsonOf(bytes.subarray(0, end + 1))
      if (bytes.length < length) return undefined
    }
  }

  /** Reads the file at start, and repairs what a crash has left. Returns what was wrong; throws a DataError when that is more. */
  async open(): Promise<string[]> {
    const { torn, whole, ...found } = await this.#load()
    if (this.indexed) readHeader(this.path, header, this.#fs)
    if (torn) this.#fs.truncateSync(this.path, whole)
    this.#file = new AppendFile(this.path, { fs: this.#fs })
    const dropped = `${this.path}: dropped the last ${torn} bytes, which are not a complete span.`
    const cut = `${this.path} is ${found.missing} bytes shorter than its index says: the spans that were there are lost.`
    const remade = `${indexOf(this.path)} cannot be read. It was made again from the traces, and nothing was lost.`
    return [...(found.missing ? [cut] : []), ...(torn ? [dropped] : []), ...(found.damagedIndex ? [remade] : [])]
  }

  /** Summaries of the traces that have spans in this file, oldest first. */
  async entries(): Promise<Entry[]> {
    if (this.#entries.size === 0 && this.bytes) await this.#load()
    return [...this.#entries.values()]
  }

  check() {
    this.#file?.check()
  }

  probe() {
    this.#begun().probe()
  }

  /** Writes the index, so that the next start is quick. Throws the system's error. */
  seal() {
    writeIndex(indexOf(this.path), this.bytes, this.#entries.values(), this.#fs)
    this.indexed = true
  }

  /** Forgets what can be read again from the index, once there is one. */
  forget() {
    if (this.indexed) this.#entries = new Map()
  }

  close() {
    this.#file?.close()
    this.#file = undefined
  }

  /** Removes the index and then the file: an index without a file means that another program removed the file. */
  remove() {
    this.close()
    for (const path of [indexOf(this.path), this.path]) this.#fs.rmSync(path, { force: true })
  }

  /** Reads the summaries from the index when it fits the file, or from the file itself. */
  async #load(): Promise<Loaded> {
    const { bytes } = this
    const index = await readIndex(indexOf(this.path), this.#fs).catch(() => 'damaged' as const)
    const damagedIndex = index === 'damaged'
    const known = damagedIndex ? undefined : index
    this.indexed = known?.bytes === bytes
    if (known && this.indexed) {
      this.#entries = known.entries
      return { whole: bytes, torn: 0, missing: 0, damagedIndex }
    }
    const entries = new Map<string, Entry>()
    const take = (json: string, position: number) => note(entries, summaryOf(JSON.parse(json) as Span), position)
    const position = (offset: number) => this.number * stride + offset + headLength
    const extent = await readFile(this.path, header, ({ json, offset }) => take(json, position(offset)), this.#fs)
    this.#entries = entries
    return { ...extent, missing: Math.max(0, (known?.bytes ?? 0) - bytes), damagedIndex }
  }

  #begun(): AppendFile {
    try {
      const file = (this.#file ??= new AppendFile(this.path, { fs: this.#fs }))
      if (file.bytes === 0) file.append(frame(JSON.stringify(header)))
      return file
    } catch (error) {
      throw unwritable(this.path, error)
    }
  }

  get #opened(): AppendFile {
    if (!this.#file) throw new Error(`${this.path} is not open.`)
    return this.#file
  }

  #stat() {
    return this.#fs.statSync(this.path, { throwIfNoEntry: false })
  }
}
