import { isNewestFirst } from './filter.ts'
import { freshen } from './freshen.ts'
import type { Looking } from './looking.ts'
import { beginningWith, type Pages, rowsOf, withHead, withTotal } from './pages.ts'

/** Rows that a new look at the list's beginning takes in. */
const headLength = 100

/** Takes every row for one that may have changed. */
export function touchAll({ key, queries, touched }: Looking) {
  for (const { id } of rowsOf(queries.getQueryData<Pages>(key.value))) touched.add(id)
}

/** Looks at the list's beginning again: what came stands on top, what is known of the rows is brought up to date. */
export async function lookAt(looking: Looking) {
  const { filter, key, load, queries, isAway, above, held, touched } = looking
  const asked = key.value
  const isOnTop = isNewestFirst(filter.value)
  const head = await load({ limit: isOnTop ? headLength : 1 })
  const pages = queries.getQueryData<Pages>(asked)
  if (key.value !== asked) return
  if (!pages) return failed(looking) ? begin(looking) : undefined
  const looked = isOnTop ? withHead(pages, head) : withTotal(pages, head.total)
  const isTooMuch = isOnTop && looked.held > 0 && !isAway.value
  queries.setQueryData(asked, isTooMuch ? beginningWith(head) : looked.pages)
  held.value = isTooMuch ? 0 : looked.held
  if (isAway.value) above.value += looked.added
  if (isOnTop) for (const { id } of head.traces) touched.delete(id)
  await freshen(looking)
}

/** What could not be loaded is loaded when the sandbox answers again. */
const failed = ({ key, queries }: Looking) => queries.getQueryState(key.value)?.status === 'error'

/** Begins the list anew. */
export async function begin({ key, load, queries, touched }: Looking) {
  const asked = key.value
  touched.clear()
  const head = await load({ limit: headLength })
  if (key.value === asked) queries.setQueryData(asked, beginningWith(head))
}
