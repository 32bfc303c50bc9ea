import { stringify } from '../http/stringify.ts'
import type { Events } from '../metrics/events.ts'
import type { Traffic } from '../metrics/metrics.ts'
import type { Redactor } from '../secrets/redact.ts'
import { redactedSpan, redactSpan } from '../secrets/span.ts'
import { WriteError } from '../store/storage.ts'
import type { Writes } from '../store/writes.ts'
import type { Span } from '../system/record.ts'
import { inTurns, nextTurn } from '../system/turn.ts'
import type { Traces } from './traces.ts'

/** What a span is reported to. */
interface Parts {
  redactor: Redactor
  traces: Traces
  traffic: Traffic
  events: Events
  writes: Writes
  /** Milliseconds that only run forward. */
  timer(): number
  turnMs: number
}

/** Writes spans, without secrets, to their traces and reports them. A span that cannot be written is dropped and counted. */
export class Recorder {
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  record(whole: Span) {
    const span = redactSpan(whole, this.#parts.redactor)
    this.#append(span, JSON.stringify(span))
  }

  /** Records a span with long bodies, and serves other requests in the meantime. */
  async recordInTurns(whole: Span) {
    const { redactor, turnMs } = this.#parts
    const span = await inTurns(redactedSpan(whole, redactor), turnMs)
    const text = await inTurns(stringify(span), turnMs)
    await nextTurn()
    this.#append(span, text)
  }

  #append(span: Span, text: string) {
    const { traces, writes, traffic, events } = this.#parts
    try {
      traces.append(span, text)
    } catch (error) {
      if (!(error instanceof WriteError)) throw error
      writes.dropped()
    }
    if (span.type === 'exchange') traffic.note(span, this.#parts.timer())
    events.emit({ type: 'span', span, text })
    for (const line of span.logs) events.emit({ type: 'log', line })
  }
}
