import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, onScopeDispose, type Ref } from 'vue'
import type { Answer } from '../../../../contracts/openapi/types.ts'
import type { Span } from '../../../../mocks/core/system/record.ts'
import { api, ask, Refused } from '../../state/api.ts'
import { useLive } from '../../state/live.ts'
import { follow, touchedIn } from '../../state/stream.ts'

/** A trace as the sandbox tells it. */
export type Trace = Answer<'control.getTrace', 200>

/** Names of what is known of a trace. */
export const keys = {
  trace: (id: string) => ['trace', id],
  summary: (id: string) => ['trace', id, 'summary'],
  jobs: (id: string) => ['trace', id, 'jobs'],
  lineage: (id: string) => ['trace', id, 'lineage'],
}

/**
 * A trace, and the jobs of it that wait. It is read whole once; what happens later comes by the event stream, because a trace
 * may have thousands of exchanges, and only what is short is asked for again.
 */
export function useTrace(id: Ref<string>) {
  const whole = useQuery({
    queryKey: computed(() => keys.trace(id.value)),
    queryFn: () => ask(api.GET('/_sandbox/traces/{id}', { params: { path: { id: id.value } } })),
    staleTime: 0,
    structuralSharing: false,
    shallow: true,
  })
  const summary = useSummary(id)
  const jobs = useJobs(id)
  useGrowth(id)
  return {
    pending: whole.isPending,
    // What is known stays on the screen while the sandbox does not answer; only a lead that it has no more is taken away.
    error: computed(() => (whole.data.value && !isGone(whole.error.value) ? null : whole.error.value)),
    again: whole.refetch,
    summary: computed(() => summary.data.value ?? whole.data.value?.summary),
    review: computed(() => whole.data.value?.review),
    spans: computed(() => whole.data.value?.spans ?? []),
    unreadable: computed(() => whole.data.value?.unreadable_spans ?? 0),
    jobs: computed(() => jobs.data.value ?? []),
  }
}

const isGone = (error: Error | null): boolean => error instanceof Refused && error.status === 404

/** How things stand with the lead; asked for by itself, since it changes with jobs too. */
function useSummary(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => keys.summary(id.value)),
    queryFn: async () => (await ask(api.GET('/_sandbox/traces', { params: { query: { q: id.value, limit: 1 } } }))).traces[0] ?? null,
  })
}

function useJobs(id: Ref<string>) {
  return useQuery({
    queryKey: computed(() => keys.jobs(id.value)),
    queryFn: async () => (await ask(api.GET('/_sandbox/jobs', { params: { query: { trace: id.value, limit: 500 } } }))).jobs,
    shallow: true,
  })
}

/** Milliseconds for which spans are gathered before they are shown. */
const gathering = 100

/** Puts what happens to the trace behind what is known of it, several spans at a time; a reset or a new connection reads it anew. */
function useGrowth(id: Ref<string>) {
  const queries = useQueryClient()
  const fresh: Span[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = follow((told) => {
    if (told.type !== 'span' || told.data.trace_id !== id.value) return
    fresh.push(told.data)
    timer ??= setTimeout(grow, gathering)
  })
  function grow() {
    timer = undefined
    const queryKey = keys.trace(id.value)
    // What is being read may have been written before the new spans were, and would take their place.
    if (queries.isFetching({ queryKey, exact: true })) return void (timer = setTimeout(grow, gathering))
    const more = fresh.splice(0)
    queries.setQueryData<Trace>(queryKey, (known) => known && { ...known, spans: joined(known.spans, more, id.value) })
    for (const short of [keys.summary(id.value), keys.jobs(id.value), keys.lineage(id.value)])
      void queries.invalidateQueries({ queryKey: short })
  }
  useLive([['trace']], (told) => touchedIn('control.reviews', told).includes(id.value))
  onScopeDispose(() => {
    stop()
    clearTimeout(timer)
  })
}

function joined(known: Span[], more: Span[], id: string): Span[] {
  const ids = new Set(known.map((span) => span.id))
  return [...known, ...more.filter((span) => span.trace_id === id && !ids.has(span.id))]
}
