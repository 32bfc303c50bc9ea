import { existsSync, rmSync, statSync, truncateSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { type Entry, note } from '../../mocks/entries.ts'
import type { Span, TraceSummary } from '../../mocks/record.ts'
import { summaryOf } from '../../mocks/summary.ts'
import { AppendFile } from './append.ts'
import { frame, type Header, headLength, readFile } from './frames.ts'

const header: Header = { format: 'pql-sandbox/spans', version: 1 }
/** Since version 2 it has refusals, retries and the last error, since 3 failed steps count as errors. An older one is made again from the spans. */
const indexHeader: Header = { format: 'pql-sandbox/span-index', version: 3 }

/** Bytes that most spans are shorter than. */
const usual = 8192
const lineFeed = 0x0a

/** Room for offsets below a segment's number in a span's position. */
export const stride = 2 ** 32

/**
 * One file of the span log. A file that is no longer written to has an index beside it, with what its spans tell about their
 * traces, so that it need not be read at start.
 */
export class Segment {
  readonly number: number
  readonly path: string
  /** Whether the index beside the file tells what the file holds. */
  indexed = false
  /** What is known of the traces that have spans here; given up when the segment is sealed. */
  #entries = new Map<string, Entry>()
  #file: AppendFile | undefined

  constructor(path: string, number: number) {
    this.path = path
    this.number = number
  }

  get bytes(): number {
    return this.#file?.bytes ?? statSync(this.path).size
  }

  get #index(): string {
    return this.path.replace(/\.jsonl$/, '.index')
  }

  /** Begins the file, or goes on with it. */
  open() {
    this.#file = new AppendFile(this.path)
    if (this.#file.bytes === 0) this.#file.append(frame(JSON.stringify(header)))
  }

  /** Appends a span; answers with the position of its JSON. */
  append(json: string, summary: TraceSummary): number {
    this.indexed = false
    const position = this.number * stride + this.bytes + headLength
    this.#opened.append(frame(json))
    note(this.#entries, summary, position)
    return position
  }

  /** The span whose JSON begins at an offset; it ends where its line does. */
  read(offset: number): string {
    for (let length = usual; ; length *= 4) {
      const bytes = this.#opened.read(offset, length)
      const end = bytes.indexOf(lineFeed)
      if (end >= 0) return bytes.toString('utf8', 0, end)
      if (bytes.length < length) throw new Error(`${this.path} ends within the span at byte ${offset}.`)
    }
  }

  /** Reads what the spans tell, from the index when it fits the file, else from the file itself. Answers with what was torn off. */
  async load(): Promise<string | undefined> {
    this.indexed = await this.#loadIndex().catch(() => false)
    if (this.indexed) return undefined
    this.#entries = new Map()
    const torn = await readFile(this.path, header, ({ json, offset }) => {
      note(this.#entries, summaryOf(JSON.parse(json) as Span), this.number * stride + offset + headLength)
    })
    if (!torn) return undefined
    truncateSync(this.path, torn.offset)
    return `${this.path}: dropped ${torn.bytes} bytes of a span that was not written whole.`
  }

  /** What the spans of this file tell of their traces, oldest first. */
  async entries(): Promise<Entry[]> {
    if (this.#entries.size === 0) await this.load()
    return [...this.#entries.values()]
  }

  /** Writes the index, so that the next start is quick. */
  async seal() {
    const lines = [indexHeader, { bytes: this.bytes, version: indexHeader.version }, ...this.#entries.values()].map((value) =>
      frame(JSON.stringify(value)),
    )
    await writeFile(this.#index, Buffer.concat(lines))
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

  remove() {
    this.close()
    rmSync(this.path, { force: true })
    rmSync(this.#index, { force: true })
  }

  get #opened(): AppendFile {
    if (!this.#file) throw new Error(`${this.path} is not open.`)
    return this.#file
  }

  async #loadIndex(): Promise<boolean> {
    if (!existsSync(this.#index)) return false
    let fits = false
    const torn = await readFile(this.#index, indexHeader, ({ json }) => {
      const value = JSON.parse(json) as Entry | { bytes: number; version?: number }
      if ('bytes' in value) fits = value.bytes === this.bytes && value.version === indexHeader.version
      else if (fits) this.#entries.set(value.summary.id, value)
    })
    return fits && !torn
  }
}
