import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { Schema } from '../../../../contracts/openapi/types.ts'
import { api, ask } from '../../state/api.ts'
import type { Filter } from './filter.ts'

/** Rows of a page. */
const length = 200

/** A table and what is wanted of it. */
export interface Wanted {
  system: string
  table: string
  filter: Filter
}

type Pages = { pages: Schema<'ControlRowPage'>[]; pageParams: string[] }

/** The rows of a table, newest first, page by page as `more` is called; `renew` begins anew with the newest. */
export function useRows(wanted: Ref<Wanted>) {
  const queries = useQueryClient()
  const key = computed(() => ['tables', 'rows', wanted.value.system, wanted.value.table, wanted.value.filter])
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => load(wanted.value, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    placeholderData: (before, past) => (isSameTable(past?.queryKey, key.value) ? keepPreviousData(before) : undefined),
  })
  const rows = computed(() => query.data.value?.pages.flatMap((page) => page.rows) ?? [])
  const more = () => query.hasNextPage.value && !query.isFetching.value && void query.fetchNextPage()
  function renew() {
    queries.setQueryData<Pages>(key.value, (known) => known && { pages: known.pages.slice(0, 1), pageParams: known.pageParams.slice(0, 1) })
    return query.refetch()
  }
  return { query, rows, more, renew }
}

/** Rows of another table must not stand under this one's columns meanwhile. */
const isSameTable = (one: readonly unknown[] | undefined, other: readonly unknown[]) => one?.[2] === other[2] && one?.[3] === other[3]

function load({ system, table, filter }: Wanted, after: string, signal: AbortSignal) {
  const query = { ...filter, limit: length, ...(after && { after }) }
  return ask(api.GET('/_sandbox/tables/{system}/{table}', { params: { path: { system, table }, query }, signal }))
}
