import type { Rows } from '../../../contracts/types.ts'
import { admitOnce } from '../../admission.ts'
import type { Call, RawReply } from '../../call.ts'
import { refuse } from '../envelope.ts'
import type { MarketoContext } from '../tables.ts'

type Limit = Rows<'MarketoTables'>['limits']

/** What is known of the calls so far, as far as limits were enforced; in memory, since rows would conflict with each call. */
interface Traffic {
  underWay: Set<Call>
  /** Epoch milliseconds of the latest calls, oldest first, as many as the rate limit allows. */
  recent: number[]
  day: number
  /** Calls of that day. */
  today: number
}

const names: Limit['name'][] = ['concurrency', 'rate', 'quota']

/**
 * Refuses a call beyond the limits that are enforced. A refused one counts as well: the guide exempts some codes, and these are not
 * among them. Calls that come without a valid token never get here. Source: Adobe Marketo developer guide, rest-api and error-codes.
 */
export async function refuseExcess(call: Call, context: MarketoContext): Promise<RawReply | undefined> {
  const { clock, memory, tables } = context
  const rows = await Promise.all(names.map((name) => tables.limits.get(name)))
  const limits = rows.filter((limit) => limit !== undefined).filter(({ enforced }) => enforced)
  if (!limits.length) return undefined
  return admitOnce(memory, call, () => {
    const traffic = trafficOf(memory, clock.now())
    const reached = limits.find((limit) => isReached(limit, traffic, clock.now()))
    for (const limit of limits) count(limit, traffic, clock.now())
    if (reached) return refusalOf(reached, context)
    traffic.underWay.add(call)
    return undefined
  })
}

/** A call is no longer under way. */
export function release(call: Call, memory: Map<string, unknown>) {
  const traffic = memory.get('traffic') as Traffic | undefined
  traffic?.underWay.delete(call)
}

/** The traffic, with the current day's calls. The guide says "CST": six hours behind UTC, in summer too. */
function trafficOf(memory: Map<string, unknown>, now: number): Traffic {
  const traffic = (memory.get('traffic') as Traffic | undefined) ?? { underWay: new Set(), recent: [], day: 0, today: 0 }
  memory.set('traffic', traffic)
  const day = Math.floor((now - 6 * 3_600_000) / 86_400_000)
  if (traffic.day !== day) Object.assign(traffic, { day, today: 0 })
  return traffic
}

function isReached(limit: Limit, { underWay, recent, today }: Traffic, now: number): boolean {
  if (limit.name === 'concurrency') return underWay.size >= limit.calls
  if (limit.name === 'quota') return today >= limit.calls
  // The limit's first call of the latest; what lies ahead came before the clock was set back.
  const first = recent.at(recent.length - limit.calls) ?? now
  return recent.length >= limit.calls && first > now - limit.seconds * 1000 && first <= now
}

function count(limit: Limit, traffic: Traffic, now: number) {
  if (limit.name === 'quota') traffic.today++
  if (limit.name !== 'rate') return
  traffic.recent.push(now)
  traffic.recent.splice(0, traffic.recent.length - limit.calls)
}

function refusalOf(limit: Limit, context: MarketoContext): RawReply {
  if (limit.name === 'concurrency') return refuse(context, '615', `Concurrent access limit '${limit.calls}' reached`)
  if (limit.name === 'quota') return refuse(context, '607', 'Daily quota reached')
  return refuse(context, '606', `Max rate limit '${limit.calls}' exceeded with in '${limit.seconds}' secs`)
}
