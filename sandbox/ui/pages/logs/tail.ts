import { onScopeDispose, type Ref, watch } from 'vue'
import { follow, type Told } from '../../state/stream.ts'
import { matches, type Wanted } from './lines.ts'
import { emptyTail, type Tail, useLoading } from './loading.ts'

/** Milliseconds for which arriving lines are gathered. */
const pause = 150

/** Lines that are kept while they come and come. */
const most = 20_000

/** The end of the logs as it grows. */
export function useTail(wanted: Ref<Wanted>) {
  const tail = emptyTail()
  const { look, loadOlder } = useLoading(tail, wanted)
  const show = () => showHeld(tail)
  function begin() {
    tail.lines.value = []
    tail.held.value = []
    void look(true)
  }
  useEars((told) => {
    if (told.type === 'reset') begin()
    else if (told.type === 'connected') void look(!tail.lines.value.length)
    else if (told.type === 'log' && matches(wanted.value, told.data)) tail.held.value = [...tail.held.value, told.data]
  }, show)
  watch(wanted, begin, { immediate: true })
  return { ...tail, begin, loadOlder, show }
}

function useEars(hear: (told: Told) => void, show: () => void) {
  const timer = setInterval(show, pause)
  const stop = follow(hear)
  onScopeDispose(() => {
    clearInterval(timer)
    stop()
  })
}

function showHeld({ lines, start, older, held, isCut, isPaused, isPending }: Tail) {
  if (isPaused.value || isPending.value || !held.value.length) return
  const all = [...lines.value, ...held.value]
  held.value = []
  const surplus = Math.max(0, all.length - most)
  if (surplus) {
    start.value += surplus
    older.value = null
    isCut.value = true
  }
  lines.value = surplus ? all.slice(surplus) : all
}
