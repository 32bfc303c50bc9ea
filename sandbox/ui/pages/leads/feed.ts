import { keepPreviousData, useInfiniteQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { Filter } from './filter.ts'
import { type Load, useLoading } from './loading.ts'
import { useLook } from './look.ts'
import { type Pages, rowsOf } from './pages.ts'

/** Rows of the first page, and of those that are loaded as one scrolls. */
const length = { first: 50, further: 250 }

/** The list of leads that a filter asks for: page by page as one scrolls, and as it changes. */
export function useFeed(filter: Ref<Filter>, view: { visible: Ref<string[]>; isAway: Ref<boolean> }) {
  const key = computed(() => ['leads', filter.value])
  const load = useLoading(filter)
  const query = useInfiniteQuery(optionsOf(key, load))
  const rows = computed(() => rowsOf(query.data.value as Pages | undefined))
  const total = computed(() => query.data.value?.pages[0]?.total ?? 0)
  return { query, rows, total, ...useLook({ filter, key, load, ...view }) }
}

const optionsOf = (queryKey: Ref<unknown[]>, load: Load) => ({
  queryKey,
  queryFn: ({ pageParam: after, signal }: { pageParam: string; signal: AbortSignal }) =>
    load(after ? { after, limit: length.further } : { limit: length.first }, signal),
  initialPageParam: '',
  getNextPageParam: ({ next }: { next: string | null }) => next,
  placeholderData: keepPreviousData,
  // What changes is told by the event stream and put in its place; to ask for all pages again would take long.
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 15 * 60_000,
  structuralSharing: false,
  shallow: true,
})
