import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Handlers } from '../../core/system/system.ts'
import { succeed } from '../envelope.ts'
import { numbers } from '../paging/filter.ts'
import { readToken, writeToken } from '../paging/paging.ts'
import { refuse } from '../refusals.ts'
import type { Activity, tables } from '../tables.ts'
import { readMoment } from '../time.ts'
import { history } from './history.ts'
import { peopleOf } from './people.ts'
import { activityTypes } from './types.ts'

/** Limits of a request. Source: Adobe Marketo developer guide, activities. */
const limits = { types: 10, batchSize: 300 }

export const activities: Pick<Handlers<'marketo', typeof tables>, 'getPagingToken' | 'getActivities' | 'getActivityTypes'> = {
  getPagingToken({ query }, context) {
    // The sign of an offset that was not encoded arrives as a space.
    const since = readMoment(query.sinceDatetime.trim().replace(' ', '+'))
    if (Number.isNaN(since)) return refuse(context, '704', 'Invalid date format')
    return succeed(context, { nextPageToken: writeToken({ since, offset: 0 }) })
  },

  async getActivities({ query }, context) {
    const place = readToken(query.nextPageToken)
    const types = numbers(query.activityTypeIds)
    if (!place || types.length > limits.types || types.some(Number.isNaN)) return refuse(context, '1003', 'Invalid data')
    const people = await peopleOf(query, context)
    if ('refusal' in people) return people.refusal
    const assets = query.assetIds === undefined ? undefined : new Set(numbers(query.assetIds))
    const filter = { types: new Set(types), assets, limit: query.batchSize ?? limits.batchSize, ...people }
    const page = await history(context, place, filter)
    const nextPageToken = writeToken({ ...place, offset: page.last })
    return succeed(context, { result: page.rows.map(onTheWire), nextPageToken, moreResult: page.more })
  },

  getActivityTypes: (_asked, context) => succeed(context, { result: structuredClone([...activityTypes]) }),
}

/** An activity as it is read. */
export const onTheWire = ({ attributes, storedAt: _, ...row }: Activity): Schema<'MarketoActivity'> => ({
  ...row,
  marketoGUID: String(row.id),
  attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
})
