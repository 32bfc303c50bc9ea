import type { Call } from '../../core/system/call.ts'
import { admitOnce } from '../../core/system/ratelimit.ts'
import { refuse } from '../errors.ts'
import type { WorkatoContext } from '../tables.ts'
import { countCall, type Limit } from './counts.ts'

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
