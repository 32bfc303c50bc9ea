import { isOptional, wayOf } from '../../../../contracts/openapi/systems/simulated.ts'
import type { Schema } from '../../../../contracts/openapi/types.ts'

export type Overview = Schema<'ControlOverview'>
export type Traffic = Schema<'ControlTraffic'>
export type System = Overview['systems'][number]
export type Hop = Overview['hops'][number]

/** A system with what came to it on the way of leads, by whichever hop; null while nothing came. */
export interface Stage {
  system: System
  consumer: string
  traffic: Traffic | null
}

/**
 * The pipeline as it is drawn, each system under all hops by which leads come to it. Platypus is drawn when leads took the way of 2022.
 */
export function stagesOf({ systems, hops }: Overview): Stage[] {
  const drawn: string[] = wayOf(hops.map(({ provider }) => provider))
  const own = systems.filter(({ system }) => drawn.includes(system))
  return own.map((system, place) => {
    const before = own.slice(0, place).map(({ system }) => system)
    const into = hops.filter(({ provider, consumer }) => provider === system.system && isFrom(consumer, before))
    const [most] = into.sort((one, other) => other.traffic.exchanges - one.traffic.exchanges)
    return {
      system,
      consumer: most?.consumer ?? before.at(-1) ?? 'browser',
      traffic: most ? into.map(({ traffic }) => traffic).reduce(together) : null,
    }
  })
}

/** The traffic of two hops: what can be counted is added, and of durations the longer one says how it feels. */
const together = (one: Traffic, other: Traffic): Traffic => ({
  ...one,
  exchanges: one.exchanges + other.exchanges,
  failures: one.failures + other.failures,
  p50_ms: longer(one.p50_ms, other.p50_ms),
  p95_ms: longer(one.p95_ms, other.p95_ms),
  failing: other.failing && (other.failing.count ?? 0) > (one.failing?.count ?? 0) ? other.failing : one.failing,
  per_minute: one.per_minute.map((minute, place) => {
    const more = other.per_minute[place]
    return more ? { ...minute, exchanges: minute.exchanges + more.exchanges, failures: minute.failures + more.failures } : minute
  }),
})

const longer = (one: number | null, other: number | null) => (one === null ? other : Math.max(one, other ?? 0))

/** A hop comes from the system before, or passes by the optional systems in between. */
function isFrom(consumer: string, before: string[]): boolean {
  if (!before.length) return isOutside(consumer)
  const place = before.lastIndexOf(consumer)
  return place >= 0 && before.slice(place + 1).every(isOptional)
}

const isOutside = (consumer: string) => consumer === 'browser' || consumer === 'client'

/** Exchanges a minute, over the minutes that are told. */
export function rateOf({ per_minute }: Traffic): string {
  const rate = per_minute.reduce((sum, { exchanges }) => sum + exchanges, 0) / Math.max(1, per_minute.length)
  return rate === 0 || rate >= 10 ? rate.toFixed(0) : rate.toFixed(1)
}

/** A duration for people: `0.8 ms`, `18 ms`, `1.2 s`; a dash when there is none. */
export function duration(milliseconds: number | null): string {
  if (milliseconds === null) return '–'
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(1)} s`
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : milliseconds.toFixed(0)} ms`
}

/** Share of exchanges that failed: `8 %`. */
export function shareOf({ exchanges, failures }: Traffic): string {
  if (!failures) return '0 %'
  const share = (failures / exchanges) * 100
  return share < 1 ? '< 1 %' : `${share.toFixed(0)} %`
}
