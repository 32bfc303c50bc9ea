import { systemNames } from '../../../contracts/openapi/systems/simulated.ts'
import type { Input } from '../../../contracts/openapi/types.ts'
import type { Rank } from '../collections/cursor.ts'
import type { TraceSummary } from '../system/record.ts'

export type Sort = NonNullable<Input<'control.listTraces'>['query']['sort']>

const text = (value: string | undefined): Rank => value?.toLowerCase() || undefined

/** What a list of traces is sorted by. */
export const ranks: Record<Sort, (summary: TraceSummary) => Rank> = {
  started_at: ({ started_at }) => started_at,
  email: ({ email }) => text(email),
  name: ({ name }) => text(name),
  company: ({ company }) => text(company),
  namespace_id: ({ namespace_id }) => namespace_id,
  reached: ({ systems }) => {
    const last = systems.at(-1)
    return last && systemNames.indexOf(last)
  },
  findings: ({ findings }) => findings,
}
