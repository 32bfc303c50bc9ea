import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Handlers } from '../../core/system/system.ts'
import { succeed } from '../envelope.ts'
import type { MarketoContext, tables } from '../tables.ts'
import { type Day, dateOf, total, trafficOf } from './days.ts'

type Statistics = 'getDailyUsage' | 'getWeeklyUsage' | 'getDailyErrors' | 'getWeeklyErrors'

/** How many days the weekly ones tell of, today included (assumed). */
const week = 7

/** What the process remembers of the calls; the one that asks is counted. */
export const usage: Pick<Handlers<'marketo', typeof tables>, Statistics> = {
  getDailyUsage: (_asked, context) => succeed(context, { result: lately(1, context).map(usageOf) }),
  getWeeklyUsage: (_asked, context) => succeed(context, { result: lately(week, context).map(usageOf) }),
  getDailyErrors: (_asked, context) => succeed(context, { result: lately(1, context).map(errorsOf) }),
  getWeeklyErrors: (_asked, context) => succeed(context, { result: lately(week, context).map(errorsOf) }),
}

interface Dated extends Day {
  date: string
}

/** The latest days on which something was called, the oldest first. */
function lately(count: number, { clock, memory }: MarketoContext): Dated[] {
  const { days } = trafficOf(memory)
  const dates = Array.from({ length: count }, (_, index) => dateOf(clock.now(), count - 1 - index))
  return dates.flatMap((date) => {
    const day = days.get(date)
    return day ? [{ date, ...day }] : []
  })
}

const usageOf = ({ date, users }: Dated): Schema<'MarketoDayUsage'> => ({
  date,
  total: total(users),
  users: [...users].map(([userId, count]) => ({ userId, count })),
})

const errorsOf = ({ date, errors }: Dated): Schema<'MarketoDayErrors'> => ({
  date,
  total: total(errors),
  errors: [...errors].map(([errorCode, count]) => ({ errorCode, count })),
})
