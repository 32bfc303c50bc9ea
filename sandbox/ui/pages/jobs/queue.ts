import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref, reactive } from 'vue'
import type { Schema } from '../../../../contracts/openapi/types.ts'
import { api, ask } from '../../state/api.ts'

export type Job = Schema<'ControlJob'>
type State = Schema<'ControlJobState'>

/** How a run ended that somebody asked for. */
export interface Ended extends Schema<'ControlRunResult'> {
  /** A number of its own for each run. */
  id: number
  job: Job
}

/** The jobs in a state, the next due first. */
export function useQueue(state: State, system: Ref<Schema<'ControlSystem'> | undefined>) {
  return useInfiniteQuery({
    queryKey: computed(() => ['jobs', state, system.value]),
    queryFn: ({ pageParam: after }) => {
      const query = { state, limit: 50, ...(system.value && { system: system.value }), ...(after && { after }) }
      return ask(api.GET('/_sandbox/jobs', { params: { query } }))
    },
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
}

/** Runs jobs now. It stands with the list, since a job that is done leaves it before anybody is told. */
export function useRuns(tell: (ended: Ended) => void) {
  const queries = useQueryClient()
  const running = reactive(new Set<string>())
  const refused = reactive(new Map<string, string>())
  async function run(job: Job) {
    running.add(job.id)
    refused.delete(job.id)
    try {
      const result = await ask(api.POST('/_sandbox/jobs/{id}/run', { params: { path: { id: job.id } } }))
      tell({ ...result, job, id: performance.now() })
    } catch (error) {
      refused.set(job.id, (error as Error).message)
    }
    running.delete(job.id)
    void queries.invalidateQueries({ queryKey: ['jobs'] })
  }
  return { running, refused, run }
}

/** A job that somebody came for by its id; null when it does not wait any more. */
export function useSought(id: Ref<string | undefined>) {
  return useQuery({
    queryKey: computed(() => ['jobs', 'sought', id.value]),
    enabled: computed(() => id.value !== undefined),
    queryFn: async () => {
      const params = { path: { system: 'control', table: 'jobs' }, query: { id: id.value, limit: 1 } }
      const { rows } = await ask(api.GET('/_sandbox/tables/{system}/{table}', { params }))
      return (rows[0] as Job | undefined) ?? null
    },
  })
}
