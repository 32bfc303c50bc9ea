import { useQuery } from '@tanstack/vue-query'
import { computed, onScopeDispose, ref, watch } from 'vue'
import { api, ask } from '../../state/api.ts'

/** Milliseconds between two ticks. */
const tick = 500

/** The sandbox's clock as it was last read, and what it shows now, in epoch milliseconds; it ticks unless it is frozen. */
export function useNow() {
  const { data: clock } = useQuery({ queryKey: ['clock'], queryFn: () => ask(api.GET('/_sandbox/clock')) })
  const present = ref(Date.now())
  const ahead = ref(0)
  watch(
    clock,
    (read) => {
      if (read) ahead.value = Date.parse(read.now) - Date.now()
      present.value = Date.now()
    },
    { immediate: true },
  )
  const timer = setInterval(() => (present.value = Date.now()), tick)
  onScopeDispose(() => clearInterval(timer))
  const now = computed(() => (clock.value?.frozen ? Date.parse(clock.value.now) : present.value + ahead.value))
  return { clock, now }
}
