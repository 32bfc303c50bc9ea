import type { Schema } from '../../../contracts/openapi/types.ts'
import { refuse } from '../refusals.ts'
import type { Lead, MarketoContext } from '../tables.ts'

interface Asked {
  query: { id?: string[] | undefined }
  body?: Schema<'MarketoLeadIdsRequest'> | undefined
}

/** Most people that one call may name. Source: Adobe Marketo developer guide, list-membership. */
const most = 300

/** The ids that a call names in its query or body, or the refusal of a call that names none, too many, or what is no id. */
export function readIds({ query, body }: Asked, context: MarketoContext): number[] | ReturnType<typeof refuse> {
  const named = (query.id ?? []).flatMap((list) => list.split(/,|&id=/)).map((id) => (/^\s*\d+\s*$/.test(id) ? Number(id) : Number.NaN))
  const ids = [...new Set([...named, ...(body?.input ?? []).map(({ id }) => id)])]
  if (!ids.length) return refuse(context, '1002', "Missing value for the required parameter 'id'")
  return ids.length > most || !ids.every(Number.isSafeInteger) ? refuse(context, '1003', 'Invalid data') : ids
}

type Skipped = Schema<'MarketoSkippedLead'>

/** Does something with each person named; those whom nobody knows are skipped. */
export async function withEach<Done>(
  ids: number[],
  context: MarketoContext,
  work: (lead: Lead) => Promise<Done | Skipped>,
): Promise<(Done | Skipped)[]> {
  const result: (Done | Skipped)[] = []
  for (const id of ids) {
    const lead = await context.tables.leads.get(id)
    result.push(lead ? await work(lead) : skipped(id, '1004', 'Lead not found'))
  }
  return result
}

/** A person who is left out, with the reason. */
export const skipped = (id: number, code: Schema<'MarketoLeadReason'>['code'], message: string): Skipped => ({
  id,
  status: 'skipped',
  reasons: [{ code, message }],
})
