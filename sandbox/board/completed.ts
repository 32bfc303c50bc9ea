import type { Rows } from '../../contracts/openapi/types.ts'
import type { World } from '../../mocks/core/world.ts'
import { removeRow } from './change.ts'
import type { Entry, Shelf } from './entry.ts'

type Done = Rows<'PlatypusTables'>['completed_jobs']

const table = 'platypus.completed_jobs'

/** The jobs of Platypus' queue that are done. */
export function completedJobs(world: World): Shelf {
  const rows = () => world.store.relation(table).rows
  return {
    ids: (state) => (state === 'completed' ? ([...rows().keys()].reverse() as string[]) : []),
    find(id) {
      const row = rows().get(id) as Done | undefined
      return row && toEntry(world, row)
    },
  }
}

function toEntry(world: World, row: Done): Entry {
  const { id, lead, attempts: attemptsMade, created_at, finished_at, trace_id } = row
  return {
    state: 'completed',
    traceId: trace_id,
    json: {
      ...{ id, name: 'new-lead', data: { lead }, attemptsMade, timestamp: Date.parse(created_at) },
      ...{ progress: 100, failedReason: '', stacktrace: [], returnvalue: null, opts: {} },
      ...{ processedOn: Date.parse(finished_at), finishedOn: Date.parse(finished_at) },
    },
    remove: () => removeRow(world, table, id),
  }
}
