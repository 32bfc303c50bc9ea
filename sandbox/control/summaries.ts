import type { Schema } from '../../contracts/openapi/types.ts'
import type { Review, TraceSummary } from '../../mocks/core/system/record.ts'
import type { World } from '../../mocks/core/world.ts'

export type TraceState = Schema<'ControlTraceState'>

/** A trace's summary as the interface shows it: with what changes although no span is recorded. */
export function shown({ refused, sent_at, overwritten, ...summary }: TraceSummary, world: World): Schema<'ControlTraceSummary'> {
  const review = reviewOf(summary.id, world)
  return {
    ...summary,
    retries: summary.retries ?? 0,
    state: stateOf({ refused, overwritten, ...summary }, world),
    ...(review ? { review: { verdict: review.verdict, note: review.note !== '' } } : {}),
  }
}

/** How things stand with a trace; each state is defined at ControlTraceState. O(1) in the number of traces and of jobs. */
export function stateOf(summary: TraceSummary, { backlog, clock, runner }: World): TraceState {
  const jobs = backlog.of(summary.id)
  if (jobs.some(({ state }) => state === 'dead')) return 'dead'
  if (jobs.some(({ id, at }) => at <= clock.now() || runner.isRunning(id))) return 'under_way'
  if (jobs.length) return 'waiting'
  if (summary.salesforce_id !== undefined) return summary.overwritten ? 'overwritten' : 'arrived'
  if (summary.refused) return 'refused'
  return carriesLead(summary) ? 'stopped' : 'answered'
}

const carriesLead = ({ lead_ids, marketo_id, kind }: TraceSummary) =>
  lead_ids.length > 0 || (marketo_id !== undefined && kind !== undefined)

/** What a reviewer said of a trace, whether it is still kept or not. */
export const reviewOf = (id: string, { store }: World): Review | undefined =>
  store.relation('control.reviews').rows.get(id) as Review | undefined
