/** How many calls a period lets in. */
export interface Limit {
  name: string
  calls: number
  /** Milliseconds. */
  period: number
}

/** What was counted of a limit's current period, which begins with its first call (assumed). */
interface Period {
  /** Epoch milliseconds. */
  since: number
  calls: number
}

/**
 * Counts a call against each of some limits, unless one is full already: that one is the answer, and the call does not count. Counts are
 * in memory, since a row would conflict with each call (docs/decisions/0003).
 */
export function countCall(memory: Map<string, unknown>, limits: Limit[], now: number): Limit | undefined {
  const periods = limits.map((limit) => ({ limit, period: periodOf(memory, limit, now) }))
  const full = periods.find(({ limit, period }) => period.calls >= limit.calls)
  if (!full) for (const { period } of periods) period.calls++
  return full?.limit
}

/** A period that lies ahead was counted before the clock was set back. */
function periodOf(memory: Map<string, unknown>, { name, period }: Limit, now: number): Period {
  const known = memory.get(name) as Period | undefined
  if (known && known.since <= now && now < known.since + period) return known
  const begun = { since: now, calls: 0 }
  memory.set(name, begun)
  return begun
}
