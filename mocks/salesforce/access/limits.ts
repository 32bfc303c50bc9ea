import { normalise } from '../../core/http/path.ts'
import type { Call, RawReply } from '../../core/system/call.ts'
import { refuse } from '../refusals.ts'
import type { SalesforceContext } from '../tables.ts'

/** Calls a day. Source: Salesforce REST API Developer Guide, dome_limits. */
export const allowance = 15_000

/** Batches of the Bulk APIs a day. */
export const bulkAllowance = 15_000

/** Records that Bulk API 2.0 puts into a batch. Source: Salesforce Bulk API 2.0 guide, limits. */
const batchSize = 10_000

interface Usage {
  day: string
  calls: number
  batches: number
}

type Counting = Pick<SalesforceContext, 'clock' | 'memory'>

/**
 * Calls of the current day (UTC), this one not counted. The count lives in memory and begins again at a restart: as a row it
 * would be changed by every request, and all requests under way would conflict with each other.
 */
export const callsToday = (context: Counting): number => usageOf(context).calls

function usageOf({ clock, memory }: Counting): Usage {
  const day = clock.stamp().slice(0, 10)
  const known = memory.get('usage') as Usage | undefined
  return known?.day === day ? known : { day, calls: 0, batches: 0 }
}

/** Leaves no call for the rest of the day. */
export const spendDay = (context: Counting) => void context.memory.set('usage', { ...usageOf(context), calls: allowance })

export const batchesToday = (context: Counting): number => usageOf(context).batches

/** Counts the batches that so many records make. */
export function countBatches(records: number, context: Counting) {
  const { batches, ...usage } = usageOf(context)
  context.memory.set('usage', { ...usage, batches: batches + Math.ceil(records / batchSize) })
}

/** Counts the day's calls from none again. */
export const beginDay = ({ memory }: Counting) => void memory.delete('usage')

/** Whether no call is left for the day. */
export const isSpent = (context: Counting): boolean => callsToday(context) >= allowance

/** Refuses a call beyond the day's allowance. */
export const refuseExcess = (context: Counting): RawReply | undefined =>
  isSpent(context) ? refuse(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.') : undefined

/** Whether a call is one of the REST API other than that for its versions, which is not counted. */
const isRest = (path: string) => path.startsWith('/services/data/')
const isSoap = (path: string) => path.startsWith('/services/Soap/')

/**
 * Counts a call, unless it came without a session (assumed), and says on the reply of a REST call how many of the day's there were.
 * Source: Salesforce REST API Developer Guide, headers_api_usage.
 */
export function usageHeaders(call: Call, status: number, context: Counting): Record<string, string> {
  const path = normalise(call.path)
  const rest = isRest(path)
  if (!rest && !isSoap(path)) return {}
  const { day, calls, batches } = usageOf(context)
  const isFree = rest ? status === 401 : status !== 200
  const counted = { day, batches, calls: isFree || calls >= allowance ? calls : calls + 1 }
  context.memory.set('usage', counted)
  if (!rest) return {}
  return { 'sforce-limit-info': `api-usage=${counted.calls}/${allowance}` }
}
