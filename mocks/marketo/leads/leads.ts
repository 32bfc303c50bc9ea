import type { Handlers } from '../../core/system/system.ts'
import { succeed } from '../envelope.ts'
import { split } from '../paging/filter.ts'
import { cut } from '../paging/paging.ts'
import { refuse } from '../refusals.ts'
import type { Lead, MarketoContext, tables } from '../tables.ts'
import { defaultFields, reader, unknownField } from './read.ts'
import { findPeople, isSearchable } from './search.ts'

/** Limits of a search. Source: Adobe Marketo developer guide, leads. */
const limits = { filterValues: 300, matches: 1000 }

export const leads: Pick<Handlers<'marketo', typeof tables>, 'getLeads' | 'getLead'> = {
  async getLeads({ query }, context) {
    const { filterType, filterValues, fields: wanted = defaultFields } = query
    const unknown = unknownField(`${filterType},${wanted}`)
    if (unknown) return refuse(context, '1006', `Field '${unknown}' not found`)
    if (!isSearchable(filterType)) return refuse(context, '1011', `Field '${filterType}' not supported`)
    const values = split(filterValues)
    if (values.length > limits.filterValues) return refuse(context, '1003', 'Invalid data')
    const people = await findAll(filterType, values, context)
    if (people.length > limits.matches) return refuse(context, '1003', 'Too many results match the filter')
    const page = cut(people, query, context.clock.now())
    if (!page) return refuse(context, '1003', 'Invalid data')
    return succeed(context, { ...page, result: page.result.map(reader(wanted)) })
  },

  async getLead({ path, query: { fields: wanted = defaultFields } }, context) {
    const unknown = unknownField(wanted)
    if (unknown) return refuse(context, '1006', `Field '${unknown}' not found`)
    const lead = await context.tables.leads.get(path.id)
    return lead ? succeed(context, { result: [reader(wanted)(lead)] }) : refuse(context, '1004', 'Lead not found')
  },
}

/** Everybody who has one of the values, by id. */
async function findAll(field: string, values: string[], context: MarketoContext): Promise<Lead[]> {
  const found = new Map<number, Lead>()
  for (const value of values) for (const lead of await findPeople(field, value, context)) found.set(lead.id, lead)
  return [...found.values()].sort((one, other) => one.id - other.id)
}
