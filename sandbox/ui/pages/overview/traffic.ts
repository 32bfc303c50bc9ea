import type { Schema } from '../../../../contracts/types.ts'
import { wayOf } from '../../../../mocks/summary.ts'

export type Overview = Schema<'ControlOverview'>
export type Traffic = Schema<'ControlTraffic'>
export type System = Overview['systems'][number]
export type Hop = Overview['hops'][number]

/** A system with the hop by which leads come to it; null while nothing came. */
export interface Stage {
  system: System
  consumer: string
  traffic: Traffic | null
}

/**
 * The pipeline as it is drawn: to GitLab by the hop that was used most, from then on by that from the system before. Platypus is drawn
 * when leads took the way of 2022.
 */
export function stagesOf({ systems, hops }: Overview): Stage[] {
  const drawn = wayOf(hops.map(({ provider }) => provider))
  const own = systems.filter(({ system }) => drawn.includes(system))
  return own.map((system, place) => {
    const before = own[place - 1]?.system
    const into = hops.filter(({ provider, consumer }) => provider === system.system && isFrom(consumer, before))
    const hop = into.sort((one, other) => other.traffic.exchanges - one.traffic.exchanges)[0]
    return { system, consumer: hop?.consumer ?? before ?? 'browser', traffic: hop?.traffic ?? null }
  })
}

/** Past Platypus, leads go on from CustomersDot to Workato too. */
const isFrom = (consumer: string, before: string | undefined) =>
  before ? consumer === before || (before === 'platypus' && consumer === 'customersdot') : isOutside(consumer)

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
