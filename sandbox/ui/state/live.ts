import { type QueryKey, useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose } from 'vue'
import { follow, type Told } from './stream.ts'

/** Milliseconds between two looks while much happens. */
const pause = 400

/**
 * Looks again at what queries show when something of theirs happens, at most every 0.4 s; `matters` says whether it does.
 * A connection that came back, and a reset, always matter.
 */
export function useLive(keys: QueryKey[], matters: (told: Told) => boolean = () => true) {
  const queries = useQueryClient()
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = follow((told) => {
    if (timer || !(told.type === 'connected' || told.type === 'reset' || matters(told))) return
    timer = setTimeout(() => {
      timer = undefined
      for (const queryKey of keys) void queries.invalidateQueries({ queryKey })
    }, pause)
  })
  onScopeDispose(() => {
    stop()
    clearTimeout(timer)
  })
}
