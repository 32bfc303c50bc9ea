import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Entry } from '../../mocks/entries.ts'
import type { TraceSummary } from '../../mocks/record.ts'
import type { SpanLog } from '../../mocks/traces.ts'
import { Segment, stride } from './segment.ts'

export interface SpanOptions {
  /** Bytes after which a new file is begun; 64 MiB unless given. */
  segmentBytes?: number
  /** Bytes of all files together; beyond, the oldest go. 4 GiB unless given. */
  keepBytes?: number
  /** Milliseconds after which a file goes; 30 days unless given. */
  keepMs?: number
  /** Epoch milliseconds, for the age of files; the machine's clock unless given. */
  now?: () => number
  /** Told of what had to be dropped when the log was read. */
  onDamage?: (message: string) => void
}

/** The span log on disk: files of a limited size, appended to, dropped whole when they are too many or too old. */
export class DiskSpans implements SpanLog {
  readonly #folder: string
  readonly #options: Required<SpanOptions>
  #segments: Segment[] = []
  #loaded: Entry[] = []
  #dropped: (entries: Entry[]) => void = () => {}
  #sealing: Promise<unknown> = Promise.resolve()

  constructor(folder: string, options: SpanOptions = {}) {
    this.#folder = folder
    this.#options = {
      segmentBytes: 64 * 2 ** 20,
      keepBytes: 4 * 2 ** 30,
      keepMs: 30 * 86_400_000,
      now: Date.now,
      onDamage: () => {},
      ...options,
    }
  }

  /** Reads what is there; to be called once, before anything else. */
  async open(): Promise<this> {
    mkdirSync(this.#folder, { recursive: true })
    const numbers = readdirSync(this.#folder).flatMap((name) => /^(\d+)\.jsonl$/.exec(name)?.[1] ?? [])
    this.#segments = numbers
      .map(Number)
      .sort((one, other) => one - other)
      .map((number) => this.#segment(number))
    for (let old = this.#outdated(); old; old = this.#outdated()) this.#remove(old)
    for (const segment of this.#segments) await this.#load(segment)
    if (this.#segments.length) this.#current.open()
    else this.#begin(1)
    return this
  }

  *entries(): Generator<Entry> {
    yield* this.#loaded
    this.#loaded = []
  }

  append(json: string, summary: TraceSummary): number {
    if (this.#current.bytes > this.#options.segmentBytes) this.#turn()
    return this.#current.append(json, summary)
  }

  async read(position: number): Promise<string> {
    const number = Math.floor(position / stride)
    const segment = this.#segments.find((other) => other.number === number)
    if (!segment) throw new Error(`Span file ${number} is gone, and its traces are still listed: retention and index disagree.`)
    return segment.read(position % stride)
  }

  async *backward(before = Number.POSITIVE_INFINITY): AsyncGenerator<{ text: string; position: number }> {
    for (const segment of this.#segments.toReversed()) {
      if (segment.number * stride > before) continue
      const places = (await segment.entries()).flatMap((entry) => entry.places)
      for (const position of places.sort((one, other) => other - one)) {
        if (position < before) yield { text: await this.read(position), position }
      }
      if (segment !== this.#current) segment.forget()
    }
  }

  async clear() {
    await this.#sealing
    const next = this.#current.number + 1
    for (const segment of this.#segments) segment.remove()
    this.#segments = []
    this.#begin(next)
  }

  onDrop(listener: (entries: Entry[]) => void) {
    this.#dropped = listener
  }

  async close() {
    await this.#sealing
    await this.#current.seal()
    for (const segment of this.#segments) segment.close()
  }

  get #current(): Segment {
    return this.#segments.at(-1) as Segment
  }

  #segment(number: number): Segment {
    return new Segment(join(this.#folder, `${String(number).padStart(8, '0')}.jsonl`), number)
  }

  #begin(number: number) {
    const segment = this.#segment(number)
    segment.open()
    this.#segments.push(segment)
  }

  async #load(segment: Segment) {
    const damage = await segment.load()
    if (damage) this.#options.onDamage(damage)
    this.#loaded.push(...copies(await segment.entries()))
    if (segment === this.#current) return
    if (!segment.indexed) await segment.seal()
    segment.forget()
    segment.open()
  }

  #turn() {
    const full = this.#current
    this.#begin(full.number + 1)
    this.#sealing = this.#sealing.then(() => this.#seal(full))
  }

  async #seal(segment: Segment) {
    // Retention may have been quicker.
    if (!this.#segments.includes(segment)) return
    await segment.seal()
    segment.forget()
    await this.#retain()
  }

  async #retain() {
    for (let old = this.#outdated(); old; old = this.#outdated()) {
      this.#dropped(await old.entries())
      this.#remove(old)
    }
  }

  /** The oldest file, when there are too many bytes or it is too old. The one that is written to stays. */
  #outdated(): Segment | undefined {
    const { keepBytes, keepMs, now } = this.#options
    const [oldest] = this.#segments
    if (!oldest || oldest === this.#current) return undefined
    const bytes = this.#segments.reduce((sum, segment) => sum + segment.bytes, 0)
    return bytes > keepBytes || now() - statSync(oldest.path).mtimeMs > keepMs ? oldest : undefined
  }

  #remove(segment: Segment) {
    this.#segments = this.#segments.filter((other) => other !== segment)
    segment.remove()
  }
}

/** The reader adds to what it is given; the segment keeps its own. */
const copies = (entries: Entry[]): Entry[] => entries.map(({ summary, places }) => ({ summary, places: [...places] }))
