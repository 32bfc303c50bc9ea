import type { WriteError } from '../../mocks/core/store/storage.ts'
import { type Target, Writes } from '../../mocks/core/store/writes.ts'
import type { TraceSummary } from '../../mocks/core/system/record.ts'
import type { Entry } from '../../mocks/core/traces/entries.ts'
import type { SpanLog } from '../../mocks/core/traces/traces.ts'
import { filesystem, ifPossible } from './filesystem.ts'
import { headLength, refusal } from './frames.ts'
import type { SpanOptions } from './options.ts'
import { type Segment, stride } from './segment.ts'
import { Segments } from './segments.ts'

/**
 * The span log on disk: files of a limited size. The oldest are dropped when they are too many or too old. Indexing and
 * dropping files may fail at any time, and is tried again with the next file and at the end.
 */
export class DiskSpans implements SpanLog, Target {
  readonly #folder: string
  readonly #files: Segments
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
      writes: new Writes(),
      fs: filesystem,
      ...options,
    }
    this.#files = new Segments(folder, this.#options.fs)
  }

  /** Reads what is there; to be called once, before anything else. Throws a DataError when that cannot be done. */
  async open(): Promise<this> {
    try {
      await this.#open()
      return this
    } catch (error) {
      throw refusal(this.#folder, error)
    }
  }

  *entries(): Generator<Entry> {
    yield* this.#loaded
    this.#loaded = []
  }

  append(json: string, summary: TraceSummary): number {
    if (this.#current.bytes > this.#options.segmentBytes) this.#turn()
    try {
      return this.#current.append(json, summary)
    } catch (error) {
      this.#options.writes.failed(error as WriteError)
      throw error
    }
  }

  /** A span; undefined when it is damaged, which is reported, or its file was dropped in the meantime. */
  async read(position: number): Promise<string | undefined> {
    const segment = this.#segments.find(({ number }) => number === Math.floor(position / stride))
    if (!segment) return undefined
    const offset = position % stride
    const text = ifPossible(() => segment.read(offset))
    if (text === undefined) this.#options.onDamage(`${segment.path} is damaged at byte ${offset - headLength}: the span there is left out.`)
    return text
  }

  async *backward(before = Number.POSITIVE_INFINITY): AsyncGenerator<{ text: string | undefined; position: number }> {
    for (const segment of this.#segments.toReversed()) {
      if (segment.number * stride > before) continue
      const places = (await this.#entriesOf(segment)).flatMap((entry) => entry.places)
      for (const position of places.sort((one, other) => other - one)) {
        if (position < before) yield { text: await this.read(position), position }
      }
      if (segment !== this.#current) segment.forget()
    }
  }

  async clear() {
    await this.#sealing
    const next = this.#files.segment(this.#current.number + 1)
    for (const segment of this.#segments) this.#remove(segment)
    this.#segments = [next]
  }

  onDrop(listener: (entries: Entry[]) => void) {
    this.#dropped = listener
  }

  check() {
    this.#current.check()
  }

  probe() {
    this.#letGoOfRemoved()
    this.#current.probe()
  }

  async close() {
    await this.#sealing
    for (const segment of this.#segments) {
      this.#seal(segment)
      segment.close()
    }
  }

  get #current(): Segment {
    return this.#segments.at(-1) as Segment
  }

  async #open() {
    const { segments, missing } = this.#files.found()
    for (const message of missing) this.#options.onDamage(message)
    this.#segments = segments
    for (let old = this.#outdated(); old; old = this.#outdated()) this.#remove(old)
    for (const segment of this.#segments) await this.#load(segment)
    if (!this.#segments.length) this.#segments = [this.#files.segment(1)]
  }

  async #load(segment: Segment) {
    for (const message of await segment.open()) this.#options.onDamage(message)
    this.#loaded.push(...copies(await segment.entries()))
    if (segment !== this.#current) this.#seal(segment)
  }

  #turn() {
    this.#segments.push(this.#files.segment(this.#current.number + 1))
    this.#sealing = this.#sealing.then(() => this.#tidy())
  }

  async #tidy() {
    for (const segment of this.#segments.slice(0, -1)) this.#seal(segment)
    for (let old = this.#outdated(); old; old = this.#outdated()) {
      this.#dropped(await this.#entriesOf(old))
      this.#remove(old)
    }
  }

  #seal(segment: Segment) {
    if (!segment.indexed && segment.bytes) ifPossible(() => segment.seal())
    segment.forget()
  }

  /** The oldest file, when there are too many bytes or it is too old. The one that is written to stays. */
  #outdated(): Segment | undefined {
    const { keepBytes, keepMs, now } = this.#options
    const [oldest] = this.#segments
    if (!oldest || oldest === this.#current) return undefined
    const bytes = this.#segments.reduce((sum, segment) => sum + segment.bytes, 0)
    return bytes > keepBytes || now() - oldest.writtenAt > keepMs ? oldest : undefined
  }

  /** A file that cannot be removed is read again at the next start. */
  #remove(segment: Segment) {
    this.#segments = this.#segments.filter((other) => other !== segment)
    ifPossible(() => segment.remove())
  }

  async #entriesOf(segment: Segment): Promise<Entry[]> {
    try {
      return await segment.entries()
    } catch (error) {
      this.#options.onDamage((error as Error).message)
      return []
    }
  }

  /** Closes files that another program has removed, perhaps to make room: they use disk space until they are closed. */
  #letGoOfRemoved() {
    const removed = this.#files.hasHome ? this.#segments.filter((segment) => segment.removed) : []
    if (!removed.length) return
    for (const segment of removed) {
      this.#options.onDamage(`${segment.path} was removed while in use: its traces are lost.`)
      segment.close()
    }
    const next = removed.includes(this.#current) ? [this.#files.segment(this.#current.number + 1)] : []
    this.#segments = [...this.#segments.filter((segment) => !removed.includes(segment)), ...next]
    this.#files.restore()
  }
}

/** The reader adds to what it is given; the segment keeps its own. */
const copies = (entries: Entry[]): Entry[] => entries.map(({ summary, places }) => ({ summary, places: [...places] }))
