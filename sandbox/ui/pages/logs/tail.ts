import { onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue'
import { follow } from '../../state/stream.ts'
import { joined, type Line, matches, missing, type Wanted } from './lines.ts'
import { load } from './load.ts'

/** Milliseconds for which arriving lines are gathered. */
const pause = 150

/** The end of the logs, oldest line first, as it grows. */
export function useTail(wanted: Ref<Wanted>) {
  const lines = shallowRef<Line[]>([])
  /** Number of the first line; it falls as older ones come before it. */
  const start = ref(0)
  const older = ref<string | null>(null)
  const isPending = ref(true)
  const isLoadingOlder = ref(false)
  const error = shallowRef<Error>()
  const isPaused = ref(false)
  /** Lines that arrived and are not shown yet. */
  const held = shallowRef<Line[]>([])
  let round = 0

  async function look(anew: boolean) {
    const mine = ++round
    isPending.value = anew
    try {
      const loaded = await load(wanted.value)
      if (mine !== round) return
      const grown = anew || wanted.value.trace ? undefined : joined(lines.value, loaded.lines)
      if (!grown) older.value = loaded.older
      lines.value = grown ?? loaded.lines
      held.value = missing(held.value, loaded.lines)
      error.value = undefined
    } catch (caught) {
      if (mine === round && anew) error.value = caught as Error
    }
    if (mine === round) isPending.value = false
  }

  function begin() {
    lines.value = []
    held.value = []
    older.value = null
    void look(true)
  }

  async function loadOlder() {
    if (isPending.value || isLoadingOlder.value || older.value === null) return
    isLoadingOlder.value = true
    const mine = round
    const loaded = await load(wanted.value, older.value).catch(() => undefined)
    if (loaded && mine === round) {
      older.value = loaded.older
      start.value -= loaded.lines.length
      lines.value = [...loaded.lines, ...lines.value]
    }
    isLoadingOlder.value = false
  }

  function show() {
    if (isPaused.value || isPending.value || !held.value.length) return
    lines.value = [...lines.value, ...held.value]
    held.value = []
  }

  const timer = setInterval(show, pause)
  const stop = follow((told) => {
    if (told.type === 'reset') begin()
    else if (told.type === 'connected') void look(!lines.value.length)
    else if (told.type === 'log' && matches(wanted.value, told.data)) held.value = [...held.value, told.data]
  })
  onScopeDispose(() => {
    clearInterval(timer)
    stop()
  })
  watch(wanted, begin, { immediate: true })

  return { lines, start, older, isPending, isLoadingOlder, error, isPaused, held, begin, loadOlder, show }
}
