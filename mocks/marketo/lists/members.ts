import type { Rows } from '../../../contracts/openapi/types.ts'
import type { Handlers } from '../../core/system/system.ts'
import { log } from '../activities/log.ts'
import { succeed } from '../envelope.ts'
import { readIds, skipped, withEach } from '../leads/ids.ts'
import { refuse } from '../refusals.ts'
import type { Lead, MarketoContext, tables } from '../tables.ts'
import { seconds } from '../time.ts'

type List = Rows<'MarketoTables'>['lists']

export const members: Pick<Handlers<'marketo', typeof tables>, 'addToList' | 'removeFromList' | 'isListMember'> = {
  async addToList({ path, query, body }, context) {
    const asked = await readMembership({ listId: path.listId, query, body }, context)
    if ('status' in asked) return asked
    return succeed(context, { result: await withEach(asked.ids, context, (lead) => add(lead, asked.list, context)) })
  },

  async removeFromList({ path, query }, context) {
    const asked = await readMembership({ listId: path.listId, query }, context)
    if ('status' in asked) return asked
    return succeed(context, { result: await withEach(asked.ids, context, (lead) => remove(lead, asked.list, context)) })
  },

  async isListMember({ path, query }, context) {
    const asked = await readMembership({ listId: path.listId, query }, context)
    if ('status' in asked) return asked
    const tell = async (lead: Lead) =>
      (await memberOf(lead, asked.list, context))
        ? { id: lead.id, status: 'memberof' as const }
        : { id: lead.id, status: 'notmemberof' as const }
    return succeed(context, { result: await withEach(asked.ids, context, tell) })
  },
}

interface Question {
  listId: number
  query: Parameters<typeof readIds>[0]['query']
  body?: Parameters<typeof readIds>[0]['body']
}

/** The list and the people that a call is about, or its refusal. */
async function readMembership(
  { listId, ...named }: Question,
  context: MarketoContext,
): Promise<{ list: List; ids: number[] } | ReturnType<typeof refuse>> {
  const list = await context.tables.lists.get(listId)
  if (!list) return refuse(context, '1013', 'Object not found')
  const ids = readIds(named, context)
  return Array.isArray(ids) ? { list, ids } : ids
}

const memberOf = (lead: Lead, list: List, { tables }: MarketoContext) => tables.list_members.first('pair', `${list.id} ${lead.id}`)

async function add(lead: Lead, list: List, context: MarketoContext) {
  const { clock, tables } = context
  if (!(await memberOf(lead, list, context))) {
    await tables.list_members.insert({ listId: list.id, leadId: lead.id, createdAt: seconds(clock.now()) })
    await log(context, lead, 'addToList', about(list))
  }
  return { id: lead.id, status: 'added' as const }
}

async function remove(lead: Lead, list: List, context: MarketoContext) {
  const member = await memberOf(lead, list, context)
  if (!member) return skipped(lead.id, '1015', 'Lead not in list')
  await context.tables.list_members.remove(member)
  await log(context, lead, 'removeFromList', about(list))
  return { id: lead.id, status: 'removed' as const }
}

const about = (list: List) => ({
  primaryAttributeValueId: list.id,
  primaryAttributeValue: list.name,
  attributes: { Source: 'Web service API' },
})
