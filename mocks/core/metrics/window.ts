/** Minutes that are told apart. */
export const minutes = 15
/** Exchanges whose durations are kept. */
const kept = 256

/** An exchange as a gauge sees it. */
export interface Reading {
  traceId: string
  at: string
  /** Milliseconds. */
  duration: number
  isFailed: boolean
}

/** Exchanges that failed one after the other, up to the last. */
export interface Streak {
  count: number
  /** When the first of them began. */
  since: string
  /** The trace of the last. */
  traceId: string
}

/** Counts and times exchanges in constant room: each costs O(1). */
export class Gauge {
  exchanges = 0
  failures = 0
  /** Null while the last exchange was answered well. */
  streak: Streak | null = null
  readonly #minutes = Array.from({ length: minutes }, () => ({ minute: -1, exchanges: 0, failures: 0 }))
  readonly #durations = new Float32Array(kept)

  /** `now` is real time in milliseconds, of any beginning. */
  note({ traceId, at, duration, isFailed }: Reading, now: number) {
    const current = this.#current(now)
    current.exchanges++
    this.#durations[this.exchanges++ % kept] = duration
    if (!isFailed) {
      this.streak = null
      return
    }
    current.failures++
    this.failures++
    this.streak = { count: (this.streak?.count ?? 0) + 1, since: this.streak?.since ?? at, traceId }
  }

  /** Exchanges and failures of the last minutes, the oldest first; the last is under way. */
  perMinute(now: number): { exchanges: number; failures: number }[] {
    const last = minuteOf(now)
    return Array.from({ length: minutes }, (_, index) => {
      const minute = last - minutes + 1 + index
      const slot = this.#minutes[slotOf(minute)]
      return slot?.minute === minute ? { exchanges: slot.exchanges, failures: slot.failures } : { exchanges: 0, failures: 0 }
    })
  }

  /** The duration in milliseconds that a share of the last exchanges stayed within; null while there are none. */
  within(share: number): number | null {
    const sorted = this.#durations.slice(0, Math.min(this.exchanges, kept)).sort()
    const place = Math.max(0, Math.ceil(sorted.length * share) - 1)
    return sorted.length ? Math.round((sorted[place] as number) * 1000) / 1000 : null
  }

  #current(now: number) {
    const minute = minuteOf(now)
    const slot = this.#minutes[slotOf(minute)] as { minute: number; exchanges: number; failures: number }
    return slot.minute === minute ? slot : Object.assign(slot, { minute, exchanges: 0, failures: 0 })
  }
}

const minuteOf = (now: number) => Math.floor(now / 60_000)
const slotOf = (minute: number) => ((minute % minutes) + minutes) % minutes
