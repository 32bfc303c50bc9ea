import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Handlers } from '../../core/system/system.ts'
import { succeed } from '../envelope.ts'
import { unknownField } from '../leads/read.ts'
import { numberOf } from '../leads/schema.ts'
import { split } from '../paging/filter.ts'
import { readToken, writeToken } from '../paging/paging.ts'
import { refuse } from '../refusals.ts'
import type { Activity, tables } from '../tables.ts'
import { onTheWire } from './activities.ts'
import { history } from './history.ts'
import { types } from './log.ts'
import { peopleOf } from './people.ts'

/** Rows per page. Source: Adobe Marketo developer guide, activities. */
const batch = 300

export const changes: Pick<Handlers<'marketo', typeof tables>, 'getLeadChanges' | 'getDeletedLeads'> = {
  async getLeadChanges({ query }, context) {
    const place = readToken(query.nextPageToken)
    if (!place) return refuse(context, '1003', 'Invalid data')
    const unknown = unknownField(query.fields)
    if (unknown) return refuse(context, '1006', `Field '${unknown}' not found`)
    const people = await peopleOf(query, context)
    if ('refusal' in people) return people.refusal
    const fields = new Set(split(query.fields))
    const where = ({ activityTypeId, primaryAttributeValue = '' }: Activity) =>
      activityTypeId === types.newLead || fields.has(primaryAttributeValue)
    const wanted = new Set([types.newLead, types.changeDataValue])
    const page = await history(context, place, { types: wanted, where, limit: query.batchSize ?? batch, ...people })
    const nextPageToken = writeToken({ ...place, offset: page.last })
    return succeed(context, { result: page.rows.map(changeOf), nextPageToken, moreResult: page.more })
  },

  async getDeletedLeads({ query }, context) {
    const place = readToken(query.nextPageToken)
    if (!place) return refuse(context, '1003', 'Invalid data')
    const page = await history(context, place, { types: new Set([types.deleteLead]), limit: query.batchSize ?? batch })
    const nextPageToken = writeToken({ ...place, offset: page.last })
    return succeed(context, { result: page.rows.map(onTheWire), nextPageToken, moreResult: page.more })
  },
}

/** The change of a field, or a new person, as it is read. */
function changeOf(row: Activity): Schema<'MarketoLeadChange'> {
  const { id, leadId, activityDate, campaignId, primaryAttributeValue: name, attributes } = row
  const { 'New Value': newValue = null, 'Old Value': oldValue = null, ...rest } = attributes
  return {
    id,
    marketoGUID: String(id),
    leadId,
    activityDate,
    activityTypeId: row.activityTypeId as Schema<'MarketoLeadChange'>['activityTypeId'],
    ...(campaignId === undefined ? {} : { campaignId }),
    fields: name === undefined ? [] : [{ id: numberOf(name), name, newValue, oldValue }],
    attributes: Object.entries({ ...rest, 'Lead ID': leadId }).map(([name, value]) => ({ name, value })),
  }
}
