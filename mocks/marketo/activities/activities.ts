import { schema } from '../../../contracts/spec.ts'
import type { Input, Schema } from '../../../contracts/types.ts'
import type { Handlers } from '../../system.ts'
import { refuse, succeed } from '../envelope.ts'
import { readToken, writeToken } from '../paging.ts'
import { readMoment } from '../stamp.ts'
import type { Activity, tables } from '../tables.ts'
import { history } from './history.ts'

type Query = Input<'marketo.getActivities'>['query']

/** Limits of a request. Source: Adobe Marketo developer guide, activities. */
const limits = { types: 10, leads: 30, batchSize: 300 }

export const activities: Pick<Handlers<'marketo', typeof tables>, 'getPagingToken' | 'getActivities' | 'getActivityTypes'> = {
  getPagingToken({ query }, context) {
    // The sign of an offset that was not encoded arrives as a space.
    const since = readMoment(query.sinceDatetime.trim().replace(' ', '+'))
    if (Number.isNaN(since)) return refuse(context, '704', 'Invalid date format')
    return succeed(context, { nextPageToken: writeToken({ since, offset: 0 }) })
  },

  async getActivities({ query }, context) {
    const place = readToken(query.nextPageToken)
    const filter = readFilter(query)
    if (!place || !filter) return refuse(context, '1003', 'Invalid data')
    // There are no static lists.
    if (query.listId !== undefined) return refuse(context, '1013', 'Object not found')
    const page = await history(context, place, { ...filter, limit: query.batchSize ?? limits.batchSize })
    const nextPageToken = writeToken({ ...place, offset: page.last })
    return succeed(context, { result: page.rows.map(onTheWire), nextPageToken, moreResult: page.more })
  },

  getActivityTypes: (_asked, context) =>
    succeed(context, { result: structuredClone(schema('MarketoActivityType').examples) as Schema<'MarketoActivityType'>[] }),
}

/** The filter of a request; undefined when it names too much, or what is no id. */
function readFilter({ activityTypeIds, leadIds, listId, assetIds }: Query) {
  const types = numbers(activityTypeIds)
  const leads = leadIds === undefined ? undefined : numbers(leadIds)
  const isRefused = types.length > limits.types || (leads && (leads.length > limits.leads || listId !== undefined))
  if (isRefused || [...types, ...(leads ?? [])].some(Number.isNaN)) return undefined
  return { types: new Set(types), leads, assets: assetIds === undefined ? undefined : new Set(numbers(assetIds)) }
}

const numbers = (list: string): number[] => list.split(',').map((item) => (/^\s*\d+\s*$/.test(item) ? Number(item) : Number.NaN))

const onTheWire = ({ attributes, ...row }: Activity): Schema<'MarketoActivity'> => ({
  ...row,
  marketoGUID: String(row.id),
  attributes: Object.entries(attributes).map(([name, value]) => ({ name, value })),
})
