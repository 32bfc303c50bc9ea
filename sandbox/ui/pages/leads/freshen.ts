import type { Looking } from './looking.ts'
import { type Lead, type Pages, pagesWith, without, withRows } from './pages.ts'

/** Rows that are asked for one by one; for more, their pages are. */
const few = 3
/** Rows of a page at most. */
const limit = 250

/** Asks for the rows in view that may have changed; those that the list has no more go. */
export async function freshen(looking: Looking) {
  const { key, queries, visible, touched } = looking
  const asked = key.value
  const pages = queries.getQueryData<Pages>(asked)
  const ids = visible.value.filter((id) => touched.delete(id))
  if (!pages || !ids.length) return
  const found = ids.length > few ? await askPages(looking, pagesWith(pages, new Set(ids))) : []
  const known = new Set(found.map(({ id }) => id))
  const rest = ids.filter((id) => !known.has(id))
  const single = (await Promise.all(rest.map((q) => looking.load({ q, limit: 1 })))).flatMap(({ traces }) => traces)
  const gone = new Set(rest.filter((id) => !single.some((lead) => lead.id === id)))
  if (key.value !== asked) return
  queries.setQueryData<Pages>(asked, (pages) => pages && without(withRows(pages, [...found, ...single]), gone))
}

/** Asks for pages again, each from where it begins. Their other rows need not be asked for then. */
async function askPages({ load, touched }: Looking, pages: ReturnType<typeof pagesWith>): Promise<Lead[]> {
  for (const { ids } of pages) for (const id of ids) touched.delete(id)
  const answers = await Promise.all(pages.map(({ after }) => load(after ? { after, limit } : { limit })))
  return answers.flatMap(({ traces }) => traces)
}
