import { closeSync, existsSync, openSync, read, rmSync, statSync, truncateSync, writeSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import type { Span, TraceSummary } from '../../mocks/record.ts'
import { merge, summaryOf } from '../../mocks/summary.ts'
import type { Entry } from '../../mocks/traces.ts'
import { frame, type Header, headLength, readFile } from './frames.ts'

const header: Header = { format: 'pql-sandbox/spans', version: 1 }
const indexHeader: Header = { format: 'pql-sandbox/span-index', version: 1 }

/** Room for offsets below a segment's number in a span's position. */
export const stride = 2 ** 32

/**
 * One file of the span log. A file that is no longer written to has an index beside it, with what its spans tell about their
 * traces, so that it need not be read at start.
 */
export class Segment {
  readonly number: number
  readonly path: string
  bytes = 0
  /** Whether the index beside the file tells what the file holds. */
  indexed = false
  /** What is known of the traces that have spans here; given up when the segment is sealed. */
  #entries = new Map<string, Entry>()
  #file = -1

  constructor(path: string, number: number) {
    this.path = path
    this.number = number
  }

  get #index(): string {
    return this.path.replace(/\.jsonl$/, '.index')
  }

  /** Begins the file, or goes on with it. */
  open() {
    this.#file = openSync(this.path, 'a+')
    this.measure()
    if (this.bytes === 0) this.#put(frame(JSON.stringify(header)))
  }

  measure() {
    this.bytes = statSync(this.path).size
  }

  /** Appends a span; answers with the offset of its JSON and its length in bytes. */
  append(json: string, summary: TraceSummary): { offset: number; length: number } {
    this.indexed = false
    const line = frame(json)
    const place = { offset: this.bytes + headLength, length: line.length - headLength - 1 }
    this.#put(line)
    this.#note(summary, place)
    return place
  }

  async read(offset: number, length: number): Promise<string> {
    const buffer = Buffer.allocUnsafe(length)
    await new Promise<void>((resolve, reject) => {
      read(this.#file, buffer, 0, length, offset, (error) => (error ? reject(error) : resolve()))
    })
    return buffer.toString('utf8')
  }

  /** Reads what the spans tell, from the index when it fits the file, else from the file itself. Answers with what was torn off. */
  async load(): Promise<string | undefined> {
    this.measure()
    this.indexed = await this.#loadIndex().catch(() => false)
    if (this.indexed) return undefined
    this.#entries = new Map()
    const torn = await readFile(this.path, header, ({ json, offset, length }) => {
      this.#note(summaryOf(JSON.parse(json) as Span), { offset: offset + headLength, length })
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
    const lines = [indexHeader, { bytes: this.bytes }, ...this.#entries.values()].map((value) => frame(JSON.stringify(value)))
    await writeFile(this.#index, Buffer.concat(lines))
    this.indexed = true
  }

  /** Forgets what can be read again from the index, once there is one. */
  forget() {
    if (this.indexed) this.#entries = new Map()
  }

  close() {
    if (this.#file >= 0) closeSync(this.#file)
    this.#file = -1
  }

  remove() {
    this.close()
    rmSync(this.path, { force: true })
    rmSync(this.#index, { force: true })
  }

  #note(summary: TraceSummary, { offset, length }: { offset: number; length: number }) {
    const position = this.number * stride + offset
    const known = this.#entries.get(summary.id)
    if (known) {
      known.summary = merge(known.summary, summary)
      known.places.push(position, length)
    } else this.#entries.set(summary.id, { summary, places: [position, length] })
  }

  async #loadIndex(): Promise<boolean> {
    if (!existsSync(this.#index)) return false
    let fits = false
    const torn = await readFile(this.#index, indexHeader, ({ json }) => {
      const value = JSON.parse(json) as Entry | { bytes: number }
      if ('bytes' in value) fits = value.bytes === this.bytes
      else if (fits) this.#entries.set(value.summary.id, value)
    })
    return fits && !torn
  }

  #put(line: Buffer) {
    for (let written = 0; written < line.length; ) written += writeSync(this.#file, line, written)
    this.bytes += line.length
  }
}
