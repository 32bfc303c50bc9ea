import { membersOf } from '../lists/lists.ts'
import { numbers } from '../paging/filter.ts'
import { refuse } from '../refusals.ts'
import type { MarketoContext } from '../tables.ts'

/** Most people that one request may name. Source: Adobe Marketo developer guide, activities. */
const most = 30

/** Whose activities a request wants: everybody's, those of some people, or those of the members of a static list. */
export async function peopleOf(
  { leadIds, listId }: { leadIds?: string | undefined; listId?: number | undefined },
  context: MarketoContext,
): Promise<{ leads?: number[] } | { refusal: ReturnType<typeof refuse> }> {
  const leads = leadIds === undefined ? undefined : numbers(leadIds)
  if (leads && (leads.length > most || leads.some(Number.isNaN) || listId !== undefined))
    return { refusal: refuse(context, '1003', 'Invalid data') }
  if (listId === undefined) return leads ? { leads } : {}
  const list = await context.tables.lists.get(listId)
  return list ? { leads: await membersOf(listId, context) } : { refusal: refuse(context, '1013', 'Object not found') }
}
