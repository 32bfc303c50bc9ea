import { useQueryClient } from '@tanstack/vue-query'
import type { Ref } from 'vue'
import type { Schema } from '../../../../contracts/openapi/types.ts'
import { api, ask } from '../../state/api.ts'
import { type Filter, type Question, questionOf } from './filter.ts'

/** Asks for a part of the list that a filter stands for. */
export type Load = (part: Question, signal?: AbortSignal) => Promise<Schema<'ControlTracePage'>>

/** The way to ask for parts of the list. "The last hour" is the sandbox's, whose clock may have been moved. */
export function useLoading(filter: Ref<Filter>): Load {
  const queries = useQueryClient()
  const now = async () => {
    const clock = await queries.fetchQuery({ queryKey: ['clock'], queryFn: () => ask(api.GET('/_sandbox/clock')), staleTime: 30_000 })
    const since = queries.getQueryState(['clock'])?.dataUpdatedAt ?? Date.now()
    return Date.parse(clock.now) + (clock.frozen ? 0 : Date.now() - since)
  }
  return async (part, signal) => {
    const question = questionOf(filter.value, filter.value.time ? await now() : 0)
    return ask(api.GET('/_sandbox/traces', { params: { query: { ...question, ...part } }, signal }))
  }
}
