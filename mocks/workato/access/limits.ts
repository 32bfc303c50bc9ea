import type { Rows } from '../../../contracts/openapi/types.ts'
import type { Call } from '../../core/system/call.ts'
import { admitOnce } from '../../core/system/ratelimit.ts'
import { refuse } from '../refusals.ts'
import type { WorkatoContext } from '../tables.ts'
import { countCall, type Limit } from './counts.ts'

type Policy = Rows<'WorkatoTables'>['access_policies']

const quotaPeriod = 30 * 86_400_000

/**
 * Refuses a call beyond the client's access policy; a refused one does not count. The sandbox has one client, so the newest policy is
 * its own, and without one there is no limit. Source: Workato docs, api-mgmt/api-access-policies.
 */
export async function refuseExcess(call: Call, { clock, memory, tables }: WorkatoContext) {
  const [policy] = (await tables.access_policies.page({ limit: 1 })).rows
  const limits = policy ? limitsOf(policy) : []
  if (!limits.length) return undefined
  return admitOnce(memory, call, () => {
    const full = countCall(memory, limits, clock.now())
    // The literal text is not public; it follows that of the event "API policy rate limit violation".
    return full && refuse(429, `The ${full.name} of your API policy has been exceeded`)
  })
}

const limitsOf = ({ rate_limit, rate_interval, quota }: Policy): Limit[] => [
  ...(rate_limit === null ? [] : [{ name: 'rate limit', calls: rate_limit, period: rate_interval * 1000 }]),
  ...(quota === null ? [] : [{ name: 'quota', calls: quota, period: quotaPeriod }]),
]

/** The limits of the Developer API's endpoints by their paths. Source: Workato docs, workato-api/jobs. */
const quotas: [RegExp, Limit][] = [
  [/\/repeat_jobs$/, { name: 'repeat jobs', calls: 1, period: 1000 }],
  [/\/cancel_jobs$/, { name: 'cancel jobs', calls: 1, period: 1000 }],
  [/\/jobs(\/[^/]+)?$/, { name: 'jobs', calls: 60, period: 60_000 }],
]

/** Refuses a call of the Developer API beyond what its endpoint takes; a refused one does not count. */
export function refuseBeyondQuota(call: Call, { clock, memory }: WorkatoContext) {
  const quota = quotas.find(([path]) => path.test(call.path))?.[1]
  if (!quota) return undefined
  return admitOnce(memory, call, () => countCall(memory, [quota], clock.now()) && refuse(429, 'Too many requests'))
}
