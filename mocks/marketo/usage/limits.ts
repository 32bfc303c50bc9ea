import type { Rows } from '../../../contracts/openapi/types.ts'
import type { Call, RawReply } from '../../core/system/call.ts'
import type { Context } from '../../core/system/context.ts'
import { admitOnce } from '../../core/system/ratelimit.ts'
import { apiUser } from '../access/permissions.ts'
import { refuse } from '../refusals.ts'
import type { MarketoContext } from '../tables.ts'
import { add, dayOf, type Traffic, total, trafficOf } from './days.ts'

type Limit = Rows<'MarketoTables'>['limits']

const names: Limit['name'][] = ['concurrency', 'rate', 'quota']

/** Codes of replies that count against no quota. Source: Adobe Marketo developer guide, error-codes. */
const free: ReadonlySet<string> = new Set(['601', '602', '604', '605', '608', '611'])

/**
 * Counts a call, and refuses it beyond the limits that are enforced. A refused one counts as well: the guide exempts some codes,
 * and these are not among them. Calls that come without a valid token never get here. Source: Adobe Marketo developer guide,
 * rest-api and error-codes.
 */
export async function refuseExcess(call: Call, context: MarketoContext): Promise<RawReply | undefined> {
  const { clock, memory, tables } = context
  const rows = await Promise.all(names.map((name) => tables.limits.get(name)))
  const limits = rows.filter((limit) => limit !== undefined).filter(({ enforced }) => enforced)
  return admitOnce(memory, call, () => {
    const traffic = trafficOf(memory)
    const now = clock.now()
    const reached = limits.find((limit) => isReached(limit, traffic, now))
    count(call, limits, traffic, now)
    if (reached) return refusalOf(reached, context)
    if (limits.length) traffic.underWay.add(call)
    return undefined
  })
}

/** Takes note that a call is over: it is no longer under way, a refusal is counted by its code, and a free one does not count as a call. */
export function release(call: Call, { clock, memory }: Pick<Context, 'clock' | 'memory'>, reply: RawReply | undefined) {
  const traffic = trafficOf(memory)
  const caller = traffic.callers.get(call)
  traffic.callers.delete(call)
  traffic.underWay.delete(call)
  const code = codeOf(reply)
  if (!code) return
  add((caller?.day ?? dayOf(traffic, clock.now())).errors, code, 1)
  if (!caller || !free.has(code)) return
  add(caller.day.users, caller.user, -1)
  const index = traffic.recent.lastIndexOf(caller.at)
  if (index >= 0) traffic.recent.splice(index, 1)
}

const codeOf = (reply: RawReply | undefined) => (reply?.body as { errors?: { code: string }[] } | undefined)?.errors?.[0]?.code

function isReached(limit: Limit, traffic: Traffic, now: number): boolean {
  const { underWay, recent } = traffic
  if (limit.name === 'concurrency') return underWay.size >= limit.calls
  if (limit.name === 'quota') return total(dayOf(traffic, now).users) >= limit.calls
  // The limit's first call of the latest; what lies ahead came before the clock was set back.
  const first = recent.at(recent.length - limit.calls) ?? now
  return recent.length >= limit.calls && first > now - limit.seconds * 1000 && first <= now
}

function count(call: Call, limits: Limit[], traffic: Traffic, now: number) {
  const day = dayOf(traffic, now)
  add(day.users, apiUser, 1)
  traffic.callers.set(call, { day, user: apiUser, at: now })
  const rate = limits.find(({ name }) => name === 'rate')
  if (!rate) return
  traffic.recent.push(now)
  traffic.recent.splice(0, traffic.recent.length - rate.calls)
}

function refusalOf(limit: Limit, context: MarketoContext): RawReply {
  if (limit.name === 'concurrency') return refuse(context, '615', `Concurrent access limit '${limit.calls}' reached`)
  if (limit.name === 'quota') return refuse(context, '607', 'Daily quota reached')
  return refuse(context, '606', `Max rate limit '${limit.calls}' exceeded with in '${limit.seconds}' secs`)
}
