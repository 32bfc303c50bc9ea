import { type Ref, ref, shallowRef } from 'vue'
import { joined, type Line, missing, type Wanted } from './lines.ts'
import { type Loaded, load } from './load.ts'

/** What is known of the end of the logs. */
export const emptyTail = () => ({
  /** Oldest first. */
  lines: shallowRef<Line[]>([]),
  /** Number of the first line; it falls as older ones come before it. */
  start: ref(0),
  older: ref<string | null>(null),
  /** Whether old lines were let go, since so many had come. */
  isCut: ref(false),
  isPending: ref(true),
  isLoadingOlder: ref(false),
  error: shallowRef<Error>(),
  isPaused: ref(false),
  /** Lines that arrived and are not shown yet. */
  held: shallowRef<Line[]>([]),
})

export type Tail = ReturnType<typeof emptyTail>

/** Ways to load lines; what comes too late, because something else is wanted by then, does not count. */
export function useLoading(tail: Tail, wanted: Ref<Wanted>) {
  let round = 0

  async function look(anew: boolean) {
    const mine = ++round
    tail.isPending.value = anew
    const loaded = await load(wanted.value).catch((error: Error) => error)
    if (mine !== round) return
    if (!(loaded instanceof Error)) take(tail, loaded, anew || wanted.value.trace !== undefined)
    else if (anew) tail.error.value = loaded
    tail.isPending.value = false
  }

  async function loadOlder() {
    if (tail.isPending.value || tail.isLoadingOlder.value || tail.older.value === null) return
    tail.isLoadingOlder.value = true
    const mine = round
    const loaded = await load(wanted.value, tail.older.value).catch(() => undefined)
    if (loaded && mine === round) {
      tail.older.value = loaded.older
      tail.start.value -= loaded.lines.length
      tail.lines.value = [...loaded.lines, ...tail.lines.value]
    }
    tail.isLoadingOlder.value = false
  }

  return { look, loadOlder }
}

function take(tail: Tail, loaded: Loaded, anew: boolean) {
  const grown = anew ? undefined : joined(tail.lines.value, loaded.lines)
  if (!grown) {
    tail.older.value = loaded.older
    tail.isCut.value = false
  }
  tail.lines.value = grown ?? loaded.lines
  tail.held.value = missing(tail.held.value, loaded.lines)
  tail.error.value = undefined
}
