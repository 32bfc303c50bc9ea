import type { Call } from '../../core/system/call.ts'

/** What is known of the calls so far; in memory, since rows would conflict with each call. */
export interface Traffic {
  /** Calls with a valid token that are not over, with the day, the user and the moment they count for. */
  callers: Map<Call, { day: Day; user: string; at: number }>
  /** Those of them that were let in, as far as the limit of concurrent calls was enforced. */
  underWay: Set<Call>
  /** Epoch milliseconds of the latest calls, oldest first, as many as the rate limit allows; kept while it is enforced. */
  recent: number[]
  /** By date. */
  days: Map<string, Day>
}

/** The calls of a day by user, and its refusals by code. */
export interface Day {
  users: Map<string, number>
  errors: Map<string, number>
}

const millisecondsPerDay = 86_400_000

/** The traffic that a process remembers. */
export function trafficOf(memory: Map<string, unknown>): Traffic {
  const traffic = (memory.get('traffic') as Traffic | undefined) ?? {
    callers: new Map(),
    underWay: new Set(),
    recent: [],
    days: new Map(),
  }
  memory.set('traffic', traffic)
  return traffic
}

/** The date of a moment, `2024-01-01`, or of some days before. The guide says "CST": six hours behind UTC, in summer too. */
export const dateOf = (moment: number, daysBefore = 0): string =>
  new Date(moment - 6 * 3_600_000 - daysBefore * millisecondsPerDay).toISOString().slice(0, 10)

/** The day of a moment, begun when it is a new one; no more than seven days are kept beside it. */
export function dayOf({ days }: Traffic, moment: number): Day {
  const date = dateOf(moment)
  const day = days.get(date) ?? { users: new Map(), errors: new Map() }
  days.set(date, day)
  for (const old of [...days.keys()].slice(0, -8)) days.delete(old)
  return day
}

/** Adds to a count. */
export const add = (counts: Map<string, number>, name: string, step: number) => counts.set(name, (counts.get(name) ?? 0) + step)

/** All that was counted. */
export const total = (counts: Map<string, number>): number => [...counts.values()].reduce((sum, count) => sum + count, 0)
