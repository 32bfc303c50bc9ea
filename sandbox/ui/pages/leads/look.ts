import { useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose, type Ref, ref, watch } from 'vue'
import { follow, type Told } from '../../state/stream.ts'
import { type Filter, isNewestFirst } from './filter.ts'
import type { Load } from './loading.ts'
import { type Pages, withHead, without, withRows } from './pages.ts'

/** Milliseconds between two looks while much happens. */
const pause = 400
/** Rows that a new look at the list's beginning takes in. */
const headLength = 100

interface List {
  filter: Ref<Filter>
  key: Ref<unknown[]>
  load: Load
  /** Ids of the rows in view. */
  visible: Ref<string[]>
  /** Whether the list's beginning is out of view. */
  isAway: Ref<boolean>
}

/** Looks at the list again when something happens, and puts what is new in its place without asking for the rest. */
export function useLook({ filter, key, load, visible, isAway }: List) {
  const queries = useQueryClient()
  /** Leads that came on top unseen, and leads that are not shown until the list begins anew. */
  const [above, held] = [ref(0), ref(0)]
  /** Traces with new spans, which are asked for when they come into view. */
  const touched = new Set<string>()

  async function look() {
    const asked = key.value
    const isOnTop = isNewestFirst(filter.value)
    const head = await load({ limit: isOnTop ? headLength : 1 })
    const pages = queries.getQueryData<Pages>(asked)
    if (!pages || key.value !== asked) return
    const looked = isOnTop ? withHead(pages, head) : { pages, added: 0, held: head.total - (pages.pages[0]?.total ?? 0) }
    if (looked.pages !== pages) queries.setQueryData(asked, looked.pages)
    if (isOnTop) for (const { id } of head.traces) touched.delete(id)
    if (isAway.value) above.value += looked.added
    held.value = Math.max(0, looked.held)
    await freshen()
  }

  async function freshen() {
    const asked = key.value
    const ids = visible.value.filter((id) => touched.delete(id))
    if (!ids.length) return
    const found = (await Promise.all(ids.map((q) => load({ q, limit: 1 })))).flatMap(({ traces }) => traces)
    const gone = new Set(ids.filter((id) => !found.some((lead) => lead.id === id)))
    queries.setQueryData<Pages>(asked, (pages) => pages && without(withRows(pages, found), gone))
  }

  async function restart() {
    above.value = held.value = 0
    touched.clear()
    await queries.resetQueries({ queryKey: key.value })
  }

  watch(key, () => (above.value = held.value = 0))
  watch(isAway, (away) => away || (above.value = 0))
  watch(visible, () => void freshen().catch(ignore))
  whenever(
    (told) => {
      if (told.type === 'reset') return void restart()
      if (told.type === 'span') touched.add(told.data.trace_id)
      else for (const id of visible.value) touched.add(id)
    },
    () => look().catch(ignore),
  )
  return { above, held, restart }
}

/** The banner says that the sandbox does not answer; the stream tells when it does again. */
const ignore = () => {}

/** Notes what matters at once, and acts on it at most every 0.4 s. */
function whenever(note: (told: Told) => void, act: () => unknown) {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = follow((told) => {
    if (told.type === 'log') return
    note(told)
    timer ??= setTimeout(() => {
      timer = undefined
      act()
    }, pause)
  })
  onScopeDispose(() => {
    stop()
    clearTimeout(timer)
  })
}
