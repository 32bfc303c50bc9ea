import type { Job, Run, Span } from '../../../../../mocks/core/system/record.ts'
import type { Moment } from './axis.ts'

/**
 * How long each attempt at a job waited, by the id of its run or job: from the end of the attempt before, or from when the job
 * was enqueued, which is when the part under which it stands ended or later.
 */
export function waitsOf(spans: Span[], jobs: Job[]): Map<string, Moment> {
  const waits = new Map<string, Moment>()
  const ended = new Map<string, number>()
  const enqueued = new Map(spans.flatMap((span) => span.steps.map((step) => [step.id, Date.parse(step.started_at) + step.duration_ms])))
  const runs = spans.filter((span): span is Run => span.type === 'run').sort((one, other) => one.attempt - other.attempt)
  for (const { id, job_id, parent_id, started_at, duration_ms } of runs) {
    const to = Date.parse(started_at)
    const from = ended.get(job_id) ?? enqueued.get(parent_id ?? '')
    if (from !== undefined && from < to) waits.set(id, { from, to })
    ended.set(job_id, to + duration_ms)
  }
  for (const { id, state, run_at, created_at } of jobs) {
    const from = ended.get(id) ?? Date.parse(created_at)
    if (state !== 'dead') waits.set(id, { from, to: Date.parse(run_at) })
  }
  return waits
}
