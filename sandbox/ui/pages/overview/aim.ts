import type { RouteLocationRaw } from 'vue-router'
import type { Schema } from '../../../../contracts/openapi/types.ts'

type Open = Schema<'ControlConcern'>['open']

/** The page that shows what a concern is about; undefined when none does. */
export function aimOf({ page, query }: Open): RouteLocationRaw | undefined {
  const { id, system, table, ...rest } = query
  if (page === 'trace') return { name: 'lead', params: { trace: id } }
  if (page === 'tables') return { name: 'tables', params: { system, table }, query: rest }
  // The concern counts all traces, and the list shows leads unless asked for all.
  if (page === 'traces') return { name: 'leads', query: { kind: 'all', ...query } }
  return page === 'jobs' ? { name: 'jobs', query } : undefined
}
