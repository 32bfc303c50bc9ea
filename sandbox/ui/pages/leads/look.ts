import { useQueryClient } from '@tanstack/vue-query'
import { nextTick, onMounted, ref, watch } from 'vue'
import { connection, type Told, touchedIn } from '../../state/stream.ts'
import { freshen } from './freshen.ts'
import type { List } from './looking.ts'
import { begin, lookAt, touchAll } from './update.ts'
import { whenever } from './whenever.ts'

/** Looks at the list again when something happens, and puts what is new in its place without asking for the rest. */
export function useLook(list: List) {
  const { key, visible, isAway } = list
  const queries = useQueryClient()
  const [above, held] = [ref(0), ref(0)]
  const looking = { ...list, queries, above, held, touched: new Set<string>() }
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
  whenever((told) => {
    const traces = tracesIn(told)
    for (const id of traces) looking.touched.add(id)
    if (told.type === 'span' || told.type === 'rows' || told.type === 'log') return traces.length > 0
    if (told.type === 'reset') void restart()
    // What has just been loaded is not old when the stream begins.
    else if (told.type === 'connected' && isNew) isNew = false
    else touchAll(looking)
    return true
  }, look)
  return { above, held, restart }
}

/** Of which traces something is told: an exchange, a run, a review. */
const tracesIn = (told: Told): string[] => (told.type === 'span' ? [told.data.trace_id] : touchedIn('control.reviews', told).map(String))

/** The banner says that the sandbox does not answer; the stream tells when it does again. */
const ignore = () => {}
