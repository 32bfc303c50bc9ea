import type { Exchange } from '../system/record.ts'
import { isFailed } from '../traces/summary.ts'
import { Gauge } from './window.ts'

/** One kind of exchange, and how often there was one. */
export interface Kind extends Pick<Exchange, 'consumer' | 'provider' | 'operation' | 'status'> {
  count: number
  /** The trace of the last. */
  traceId: string
}

export interface Hop {
  consumer: string
  provider: string
  gauge: Gauge
}

/** A real system may answer with any status: beyond so many kinds of exchanges no new one is told apart. */
const mostKinds = 5000

/**
 * What went over the hops since a world was opened or began anew. In memory only: it tells how things are, and traces tell how they
 * were.
 */
export class Traffic {
  since: string
  #hops = new Map<string, Hop>()
  #systems = new Map<string, Gauge>()
  #kinds = new Map<string, Kind>()

  constructor(since: string) {
    this.since = since
  }

  /** Counts an exchange. `now` is real time in milliseconds. */
  note(exchange: Exchange, now: number) {
    const reading = {
      traceId: exchange.trace_id,
      at: exchange.started_at,
      duration: exchange.duration_ms,
      isFailed: isFailed(exchange),
    }
    this.#hop(exchange).gauge.note(reading, now)
    this.#system(exchange.provider).note(reading, now)
    this.#count(exchange)
  }

  hops(): Iterable<Hop> {
    return this.#hops.values()
  }

  /** The gauge of everything that a system answered. */
  system(name: string): Gauge {
    return this.#systems.get(name) ?? new Gauge()
  }

  kinds(): Iterable<Kind> {
    return this.#kinds.values()
  }

  /** Forgets everything. */
  clear(since: string) {
    this.since = since
    this.#hops = new Map()
    this.#systems = new Map()
    this.#kinds = new Map()
  }

  #hop({ consumer, provider }: Exchange): Hop {
    const key = `${consumer} ${provider}`
    const known = this.#hops.get(key) ?? { consumer, provider, gauge: new Gauge() }
    this.#hops.set(key, known)
    return known
  }

  #system(name: string): Gauge {
    const known = this.#systems.get(name) ?? new Gauge()
    this.#systems.set(name, known)
    return known
  }

  #count({ consumer, provider, operation, status, trace_id }: Exchange) {
    const key = `${consumer} ${provider} ${operation} ${status}`
    const known = this.#kinds.get(key)
    if (known) {
      known.count++
      known.traceId = trace_id
    } else if (this.#kinds.size < mostKinds) this.#kinds.set(key, { consumer, provider, operation, status, count: 1, traceId: trace_id })
  }
}
