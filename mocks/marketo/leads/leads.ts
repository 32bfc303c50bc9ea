import type { Schema } from '../../../contracts/types.ts'
import type { Handlers } from '../../system.ts'
import { refuse, succeed } from '../envelope.ts'
import { fields } from '../fields.ts'
import { readToken, writeToken } from '../paging.ts'
import type { Lead, MarketoContext, tables } from '../tables.ts'
import { findPeople, isSearchable, searchable } from './search.ts'

/** Limits of a search. Source: Adobe Marketo developer guide, leads. */
const limits = { filterValues: 300, matches: 1000, batchSize: 300 }

const defaultFields = 'id,email,firstName,lastName,createdAt,updatedAt'

export const leads: Pick<Handlers<'marketo', typeof tables>, 'getLeads' | 'getLead' | 'describeLeads'> = {
  async getLeads({ query }, context) {
    const { filterType, filterValues, fields: wanted = defaultFields, batchSize = limits.batchSize, nextPageToken } = query
    const unknown = unknownField(`${filterType},${wanted}`)
    if (unknown) return refuse(context, '1006', `Field '${unknown}' not found`)
    if (!isSearchable(filterType)) return refuse(context, '1011', `Field '${filterType}' not supported`)
    const place = nextPageToken === undefined ? { since: context.clock.now(), offset: 0 } : readToken(nextPageToken)
    const values = split(filterValues)
    if (!place || values.length > limits.filterValues) return refuse(context, '1003', 'Invalid data')
    const people = await findAll(filterType, values, context)
    if (people.length > limits.matches) return refuse(context, '1003', 'Too many results match the filter')
    const end = place.offset + batchSize
    const more = people.length > end ? { nextPageToken: writeToken({ ...place, offset: end }), moreResult: true } : {}
    return succeed(context, { result: people.slice(place.offset, end).map((lead) => read(lead, wanted)), ...more })
  },

  async getLead({ path, query: { fields: wanted = defaultFields } }, context) {
    const unknown = unknownField(wanted)
    if (unknown) return refuse(context, '1006', `Field '${unknown}' not found`)
    const lead = await context.tables.leads.get(path.id)
    return lead ? succeed(context, { result: [read(lead, wanted)] }) : refuse(context, '1004', 'Lead not found')
  },

  describeLeads(_asked, context) {
    const described = [...fields.values()].map(({ salesforce: _, ...field }) => field)
    return succeed(context, {
      result: [{ name: 'API Lead' as const, searchableFields: searchable.map((field) => [field]), fields: described }],
    })
  },
}

const split = (list: string): string[] => [
  ...new Set(
    list
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  ),
]

const unknownField = (list: string): string | undefined => split(list).find((name) => !fields.has(name))

/** Everybody who has one of the values, by id. */
async function findAll(field: string, values: string[], context: MarketoContext): Promise<Lead[]> {
  const found = new Map<number, Lead>()
  for (const value of values) for (const lead of await findPeople(field, value, context)) found.set(lead.id, lead)
  return [...found.values()].sort((one, other) => one.id - other.id)
}

/** The fields asked for, null where there is no value; the id always comes (assumed). */
const read = (lead: Lead, wanted: string): Schema<'MarketoLead'> => ({
  ...Object.fromEntries(split(wanted).map((name) => [name, lead[name as keyof Lead] ?? null])),
  id: lead.id,
})
