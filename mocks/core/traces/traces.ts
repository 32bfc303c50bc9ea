import { added } from '../collections/append.ts'
import { type Direction, readCursor } from '../collections/cursor.ts'
import { Postings } from '../collections/multimap.ts'
import { type Sorted, topOf } from '../collections/topk.ts'
import type { Span, TraceSummary } from '../system/record.ts'
import type { Entry } from './entries.ts'
import { inOrder } from './order.ts'
import { ranks, type Sort } from './ranks.ts'
import { merge, summaryOf } from './summary.ts'

/** An append-only log of spans: on disk in the sandbox, an array in tests. */
export interface SpanLog {
  /** What the log held when it was opened, oldest first. */
  entries(): Iterable<Entry>
  /** Returns when the span would survive the process, with its position: later spans have greater ones. Throws a WriteError when it cannot be kept. */
  append(text: string, summary: TraceSummary): number
  /** Undefined when the span there cannot be read any more. */
  read(position: number): Promise<string | undefined>
  /** Spans from the newest, or from before a position, back to the oldest; the text is undefined as for `read`. */
  backward(before?: number): AsyncIterable<{ text: string | undefined; position: number }>
  clear(): Promise<void>
  /** Called with what retention removed. */
  onDrop(listener: (dropped: Entry[]) => void): void
}

/** Which traces are wanted, and in which order; in that of their arrival unless it is said. */
export interface TraceFilter {
  email?: string | undefined
  lead?: number | undefined
  sort?: Sort | undefined
  /** The newest or greatest first unless given. */
  order?: Direction | undefined
  limit: number
  /** `next` of the page before. */
  after?: string | null | undefined
  where?: (summary: TraceSummary) => boolean
}

/** All traces of a world: summaries and indexes in memory, spans in the log. */
export class Traces {
  readonly #log: SpanLog
  #entries = new Map<string, Entry>()
  #strayed = 0
  #emails = new Postings<string, string>()
  #leads = new Postings<number, string>()

  constructor(log: SpanLog) {
    this.#log = log
    for (const entry of log.entries()) this.#keep(entry)
    log.onDrop((dropped) => this.#drop(dropped))
  }

  get size(): number {
    return this.#entries.size
  }

  /** How many traces have findings. */
  get strayed(): number {
    return this.#strayed
  }

  /** Writes a span to the log, and to its trace's summary. `text` is the span as JSON. Throws a WriteError when it cannot be kept. */
  append(span: Span, text = JSON.stringify(span)) {
    const summary = summaryOf(span)
    this.#keep({ summary, places: [this.#log.append(text, summary)] })
  }

  summary(id: string): TraceSummary | undefined {
    return this.#entries.get(id)?.summary
  }

  /** The spans of a trace in the order in which they began; undefined when the trace is unknown. */
  async spans(id: string): Promise<Span[] | undefined> {
    return (await this.read(id))?.spans
  }

  /** The spans of a trace as `spans` gives them, and how many more there are that cannot be read. */
  async read(id: string): Promise<{ spans: Span[]; unreadable: number } | undefined> {
    const places = this.#entries.get(id)?.places
    if (!places) return undefined
    const texts = await Promise.all(places.map((position) => this.#log.read(position)))
    const spans = texts.flatMap((text) => (text === undefined ? [] : (JSON.parse(text) as Span)))
    return { spans: inOrder(spans), unreadable: texts.length - spans.length }
  }

  /** Summaries in order. With an e-mail or a lead id the index finds them; all else looks at each, once. */
  list({ email, lead, sort, order = 'desc', limit, after, where }: TraceFilter): Sorted<TraceSummary> {
    const rank = sort ? ranks[sort] : () => undefined
    const entries = this.#candidates({ email, lead })
    const found = topOf(
      order === 'desc' ? entries.reverse() : entries,
      ({ summary, places }) => ({ rank: rank(summary), place: places[0] as number }),
      { limit, direction: order, after: after ? readCursor(after) : undefined, where: where && (({ summary }) => where(summary)) },
    )
    return { ...found, rows: found.rows.map(({ summary }) => summary) }
  }

  /** Every span that the log still has and can read, newest first. */
  async *backward(before?: number): AsyncGenerator<{ span: Span; position: number }> {
    for await (const { text, position } of this.#log.backward(before)) {
      if (text !== undefined) yield { span: JSON.parse(text) as Span, position }
    }
  }

  async clear() {
    this.#entries = new Map()
    this.#strayed = 0
    this.#emails = new Postings()
    this.#leads = new Postings()
    await this.#log.clear()
  }

  /** The traces that an index finds, or all, as they came. */
  #candidates({ email, lead }: Pick<TraceFilter, 'email' | 'lead'>): Entry[] {
    if (email === undefined && lead === undefined) return [...this.#entries.values()]
    const ids = email === undefined ? this.#leads.get(lead as number) : this.#emails.get(email.toLowerCase())
    const found = ids.map((id) => this.#entries.get(id) as Entry)
    return lead === undefined ? found : found.filter(({ summary }) => summary.lead_ids.includes(lead))
  }

  #keep({ summary, places }: Entry) {
    const known = this.#entries.get(summary.id)
    const before = known?.summary
    const after = merge(before, summary)
    if (known) {
      known.summary = after
      known.places = added(known.places, ...places)
    } else this.#entries.set(summary.id, { summary: after, places: [...places] })
    if (after.findings && !before?.findings) this.#strayed++
    if (after.email && after.email !== before?.email) this.#emails.add(after.email.toLowerCase(), after.id)
    for (const lead of summary.lead_ids) if (!before?.lead_ids.includes(lead)) this.#leads.add(lead, after.id)
  }

  #drop(dropped: Entry[]) {
    for (const { summary, places } of dropped) {
      const entry = this.#entries.get(summary.id)
      if (!entry) continue
      entry.places = entry.places.slice(places.length)
      if (entry.places.length) continue
      this.#entries.delete(summary.id)
      if (entry.summary.findings) this.#strayed--
      if (entry.summary.email) this.#emails.remove(entry.summary.email.toLowerCase(), summary.id)
      for (const lead of entry.summary.lead_ids) this.#leads.remove(lead, summary.id)
    }
  }
}
