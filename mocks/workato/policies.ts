import type { Rows } from '../../contracts/types.ts'
import { admitOnce } from '../admission.ts'
import type { Call } from '../call.ts'
import { refuse } from './errors.ts'
import type { WorkatoContext } from './tables.ts'

type Policy = Rows<'WorkatoTables'>['access_policies']

interface Limit {
  name: 'rate limit' | 'quota'
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

const quotaPeriod = 30 * 86_400_000

/**
 * Refuses a call beyond the client's access policy; a refused one does not count. The sandbox has one client, so the newest policy is
 * its own, and without one there is no limit. Counts are in memory, since a row would conflict with each call (docs/decisions/0003).
 * Source: Workato docs, api-mgmt/api-access-policies.
 */
export async function refuseExcess(call: Call, { clock, memory, tables }: WorkatoContext) {
  const [policy] = (await tables.access_policies.page({ limit: 1 })).rows
  const limits = policy ? limitsOf(policy) : []
  if (!limits.length) return undefined
  return admitOnce(memory, call, () => {
    const periods = limits.map((limit) => ({ limit, period: periodOf(memory, limit, clock.now()) }))
    const full = periods.find(({ limit, period }) => period.calls >= limit.calls)
    // The literal text is not public; it follows that of the event "API policy rate limit violation".
    if (full) return refuse(429, `The ${full.limit.name} of your API policy has been exceeded`)
    for (const { period } of periods) period.calls++
    return undefined
  })
}

const limitsOf = ({ rate_limit, rate_interval, quota }: Policy): Limit[] => [
  ...(rate_limit === null ? [] : [{ name: 'rate limit' as const, calls: rate_limit, period: rate_interval * 1000 }]),
  ...(quota === null ? [] : [{ name: 'quota' as const, calls: quota, period: quotaPeriod }]),
]

/** A period that lies ahead was counted before the clock was set back. */
function periodOf(memory: Map<string, unknown>, { name, period }: Limit, now: number): Period {
  const known = memory.get(name) as Period | undefined
  if (known && known.since <= now && now < known.since + period) return known
  const begun = { since: now, calls: 0 }
  memory.set(name, begun)
  return begun
}
