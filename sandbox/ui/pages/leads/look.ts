import { useQueryClient } from '@tanstack/vue-query'
import { nextTick, onMounted, type Ref, ref, watch } from 'vue'
import { connection } from '../../state/stream.ts'
import { type Filter, isNewestFirst } from './filter.ts'
import { freshen } from './freshen.ts'
import type { Load } from './loading.ts'
import { beginningWith, type Pages, rowsOf, withHead, withTotal } from './pages.ts'
import { whenever } from './whenever.ts'

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
export function useLook(list: List) {
  const { key, visible, isAway } = list
  const queries = useQueryClient()
  /** Leads that came on top unseen, and leads that are not shown until the list begins anew. */
  const [above, held] = [ref(0), ref(0)]
  /** Traces that may have changed, which are asked for when they come into view. */
  const touched = new Set<string>()
  const looking = { ...list, queries, above, held, touched }
  const look = () => lookAt(looking).catch(ignore)

  async function restart() {
    await begin(looking).catch(ignore)
    above.value = held.value = 0
  }

  /** What was left a while ago is shown at once, and brought up to date. */
  async function resume() {
    above.value = held.value = 0
    if (!queries.getQueryData(key.value)) return
    await nextTick()
    touchAll(looking)
    await look()
  }

  onMounted(resume)
  watch(key, resume)
  watch(isAway, (away) => away || (above.value = 0))
  watch(visible, () => void freshen(looking).catch(ignore))
  let isNew = connection.value !== 'connected'
  whenever(({ type, data }) => {
    if (type === 'span') touched.add(data.trace_id)
    else if (type === 'reset') void restart()
    // What has just been loaded is not old when the stream begins.
    else if (type === 'connected' && isNew) isNew = false
    else touchAll(looking)
  }, look)
  return { above, held, restart }
}

/** A list with what is known of how it stands. */
export type Looking = List & { queries: ReturnType<typeof useQueryClient>; above: Ref<number>; held: Ref<number>; touched: Set<string> }

function touchAll({ key, queries, touched }: Looking) {
  for (const { id } of rowsOf(queries.getQueryData<Pages>(key.value))) touched.add(id)
}

async function lookAt(looking: Looking) {
  const { filter, key, load, queries, isAway, above, held, touched } = looking
  const asked = key.value
  const isOnTop = isNewestFirst(filter.value)
  const head = await load({ limit: isOnTop ? headLength : 1 })
  const pages = queries.getQueryData<Pages>(asked)
  if (!pages || key.value !== asked) return
  const looked = isOnTop ? withHead(pages, head) : withTotal(pages, head.total)
  const isTooMuch = isOnTop && looked.held > 0 && !isAway.value
  queries.setQueryData(asked, isTooMuch ? beginningWith(head) : looked.pages)
  held.value = isTooMuch ? 0 : looked.held
  if (isAway.value) above.value += looked.added
  if (isOnTop) for (const { id } of head.traces) touched.delete(id)
  await freshen(looking)
}

/** Begins the list anew. */
async function begin({ key, load, queries, touched }: Looking) {
  const asked = key.value
  touched.clear()
  const head = await load({ limit: headLength })
  if (key.value === asked) queries.setQueryData(asked, beginningWith(head))
}

/** The banner says that the sandbox does not answer; the stream tells when it does again. */
const ignore = () => {}
