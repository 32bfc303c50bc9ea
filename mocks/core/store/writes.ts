import type { WriteError } from './storage.ts'

/** Something that fails now. */
export interface Failing {
  /** One sentence. */
  reason: string
  /** ISO stamp of the first failure. */
  since: string
}

/** Spans that were dropped because they could not be written. */
export interface Lost {
  count: number
  /** ISO stamps of the first and the last. */
  since: string
  last: string
}

/** A file that is written to. Both methods throw a WriteError. */
export interface Target {
  /** Checks that what was written is still where it is expected. */
  check(): void
  /** Checks that more can be written. */
  probe(): void
}

export interface WritesOptions {
  /** Logs a sentence; default: console.error. */
  say?: (sentence: string) => void
  /** Epoch milliseconds; default: the machine's clock. */
  now?: () => number
  /** Milliseconds between two checks of the targets; default: 1,000. */
  everyMs?: number
}

/**
 * Whether data can be written. The journal and the span log report each failure here; health, the pages and the runner read it. While writes
 * fail the targets are probed every second, so that recovery needs neither a request nor a restart.
 */
export class Writes {
  /** Set from the first write that failed until a probe of every target has succeeded. */
  failing: Failing | undefined
  /** Since this process started. */
  lost: Lost | undefined
  readonly #say: (sentence: string) => void
  readonly #now: () => number
  readonly #everyMs: number
  #targets: Target[] = []
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setInterval> | undefined

  constructor({ say = console.error, now = Date.now, everyMs = 1000 }: WritesOptions = {}) {
    this.#say = say
    this.#now = now
    this.#everyMs = everyMs
  }

  /** Takes note of a write that failed. */
  failed({ message }: WriteError) {
    if (this.failing) return
    this.failing = { reason: message, since: this.#stamp() }
    this.#say(`${message} Changes are refused until it can be written again.`)
    this.#changed()
  }

  /** Takes note of a span that was dropped. */
  dropped() {
    const last = this.#stamp()
    this.lost = { count: (this.lost?.count ?? 0) + 1, since: this.lost?.since ?? last, last }
    if (this.lost.count === 1) this.#changed()
  }

  /** Checks these from now on, the most important first. */
  watch(targets: Target[]) {
    this.#targets = targets
    this.#timer ??= setInterval(() => this.look(), this.#everyMs)
    ;(this.#timer as { unref?(): void }).unref?.()
  }

  /** Checks every target; while writes fail, probes them. */
  look() {
    const probing = this.failing !== undefined
    const errors = this.#targets.flatMap((target) => errorOf(() => (probing ? target.probe() : target.check())))
    const [first] = errors
    if (first) this.failed(first)
    else this.#recover()
  }

  /** Stops checking. */
  close() {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Calls `listener` whenever writes begin to fail, have recovered, or the first trace was lost. */
  onChange(listener: () => void) {
    this.#listeners.add(listener)
  }

  #recover() {
    if (!this.failing) return
    const lost =
      this.lost && this.lost.last >= this.failing.since ? ` Lost spans of traces: ${this.lost.count}, since ${this.lost.since}.` : ''
    this.failing = undefined
    this.#say(`Data can be written again.${lost}`)
    this.#changed()
  }

  #changed() {
    for (const listener of this.#listeners) listener()
  }

  #stamp(): string {
    return new Date(this.#now()).toISOString()
  }
}

function errorOf(work: () => void): WriteError[] {
  try {
    work()
    return []
  } catch (error) {
    return [error as WriteError]
  }
}
