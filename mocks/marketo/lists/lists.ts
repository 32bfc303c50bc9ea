import type { Asked, Handlers } from '../../core/system/system.ts'
import { succeed } from '../envelope.ts'
import { defaultFields, reader, unknownField } from '../leads/read.ts'
import { matching } from '../paging/filter.ts'
import { cut } from '../paging/paging.ts'
import { refuse } from '../refusals.ts'
import type { MarketoContext, tables } from '../tables.ts'

type Reads = 'getLists' | 'getList' | 'getLeadsByList' | 'getListMembers'

export const lists: Pick<Handlers<'marketo', typeof tables>, Reads> = {
  async getLists({ query }, context) {
    const { id, name, programName, workspaceName } = query
    const { rows } = await context.tables.lists.page({ limit: Number.POSITIVE_INFINITY })
    const page = cut(matching(rows, { id, name, programName, workspaceName }), query, context.clock.now())
    return page ? succeed(context, page) : refuse(context, '1003', 'Invalid data')
  },

  async getList({ path }, context) {
    const list = await context.tables.lists.get(path.listId)
    return list ? succeed(context, { result: [list] }) : refuse(context, '1013', 'Object not found')
  },

  getLeadsByList: readMembers,
  getListMembers: readMembers,
}

async function readMembers({ path, query }: Asked<'marketo.getListMembers'>, context: MarketoContext) {
  const { fields: wanted = defaultFields } = query
  const unknown = unknownField(wanted)
  if (unknown) return refuse(context, '1006', `Field '${unknown}' not found`)
  if (!(await context.tables.lists.get(path.listId))) return refuse(context, '1013', 'Object not found')
  const page = cut(await membersOf(path.listId, context), query, context.clock.now())
  if (!page) return refuse(context, '1003', 'Invalid data')
  const people = await Promise.all(page.result.map((id) => context.tables.leads.get(id)))
  return succeed(context, { ...page, result: people.filter((lead) => lead !== undefined).map(reader(wanted)) })
}

/** The ids of the people in a static list, in ascending order. */
export async function membersOf(listId: number, { tables }: MarketoContext): Promise<number[]> {
  const members = await tables.list_members.find('list', listId)
  return members.map(({ leadId }) => leadId).sort((one, other) => one - other)
}
