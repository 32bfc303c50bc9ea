import { useQuery } from '@tanstack/vue-query'
import { computed } from 'vue'
import type { Schema } from '../../../../contracts/openapi/types.ts'
import { api, ask } from '../../state/api.ts'

/** The job that fires next, if one waits. */
export function useNext() {
  const { data } = useQuery({ queryKey: ['jobs', 'next'], queryFn: readNext })
  return computed(() => data.value ?? undefined)
}

async function readNext(): Promise<Schema<'ControlJob'> | null> {
  const pages = await Promise.all([readFirst('scheduled'), readFirst('retry')])
  return pages.flatMap(({ jobs }) => jobs).sort((one, other) => one.run_at.localeCompare(other.run_at))[0] ?? null
}

const readFirst = (state: Schema<'ControlJobState'>) => ask(api.GET('/_sandbox/jobs', { params: { query: { state, limit: 1 } } }))
