import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Job } from '../tables.ts'

/** A job as the Developer API shows it; of a failed one the title says why. Source: Workato docs, workato-api/jobs. */
export function jobEntity(job: Job): Schema<'WorkatoJobShown'> {
  const { id, started_at, completed_at, title, error, repeat_of } = job
  const shown = { id, started_at, completed_at, is_poll_error: false as const, ...(repeat_of ? { repeat_of } : {}) }
  if (error === null) return { ...shown, title, is_error: false, error }
  const error_parts = {
    error_type: 'Recipe error',
    message: error,
    error_id: job.error_id ?? noId,
    input: JSON.stringify(job.trigger ?? {}),
  }
  return { ...shown, title: error, is_error: true, error: JSON.stringify(error_parts), error_parts }
}

/** Of jobs from before errors had ids. */
const noId = '00000000-0000-0000-0000-000000000000'
