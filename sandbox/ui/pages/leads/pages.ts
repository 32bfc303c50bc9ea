import type { InfiniteData } from '@tanstack/vue-query'
import type { Schema } from '../../../../contracts/openapi/types.ts'

export type Lead = Schema<'ControlTraceSummary'>
type Page = Schema<'ControlTracePage'>
/** The pages that were loaded so far. */
export type Pages = InfiniteData<Page, string>

/** All rows in order. A row that slid to the next page while it was asked for stands once. */
export function rowsOf(pages: Pages | undefined): Lead[] {
  const rows = new Map<string, Lead>()
  for (const { traces } of pages?.pages ?? []) for (const lead of traces) if (!rows.has(lead.id)) rows.set(lead.id, lead)
  return [...rows.values()]
}

/** What a new look at the list's beginning brought. */
export interface Looked {
  pages: Pages
  /** Leads that came on top. */
  added: number
  /** Leads that came but are not shown, since more lie between them and those shown. */
  held: number
}

/** Takes over the beginning of the list: new rows come on top, known ones are replaced where they stand. */
export function withHead(pages: Pages, head: Page): Looked {
  const known = new Set(rowsOf(pages).map(({ id }) => id))
  const added = head.traces.filter(({ id }) => !known.has(id))
  const first = pages.pages[0] as Page
  const isGap = added.length > 0 && added.length === head.traces.length && head.next !== null && known.size > 0
  if (isGap) return { pages, added: 0, held: Math.max(added.length, head.total - first.total) }
  const fresh = withRows(pages, head.traces)
  const [top, ...rest] = fresh.pages as [Page, ...Page[]]
  const grown = { ...top, traces: [...added, ...top.traces], total: head.total }
  return { pages: { ...fresh, pages: [grown, ...rest] }, added: added.length, held: 0 }
}

/** A list that begins anew. */
export const beginningWith = (head: Page): Pages => ({ pages: [head], pageParams: [''] })

/** Takes over how many rows there are, unless more came: those are not in the list yet. */
export function withTotal(pages: Pages, total: number): Looked {
  const [first, ...rest] = pages.pages as [Page, ...Page[]]
  if (total >= first.total) return { pages, added: 0, held: total - first.total }
  return { pages: { ...pages, pages: [{ ...first, total }, ...rest] }, added: 0, held: 0 }
}

/** Replaces known rows by what is known of them now. */
export function withRows(pages: Pages, leads: Lead[]): Pages {
  const news = new Map(leads.map((lead) => [lead.id, lead]))
  return changed(
    pages,
    ({ id }) => news.has(id),
    (lead) => [news.get(lead.id) ?? lead],
  )
}

/** The pages that some rows stand on, each with where it begins and the rows that it has. */
export const pagesWith = ({ pages, pageParams }: Pages, ids: ReadonlySet<string>): { after: string; ids: string[] }[] =>
  pages.flatMap(({ traces }, place) =>
    traces.some(({ id }) => ids.has(id)) ? [{ after: pageParams[place] as string, ids: traces.map(({ id }) => id) }] : [],
  )

/** Leaves out rows that are in the list no more. */
export function without(pages: Pages, ids: ReadonlySet<string>): Pages {
  return changed(
    pages,
    ({ id }) => ids.has(id),
    () => [],
  )
}

/** Pages that nothing changes in stay the same objects. */
function changed(pages: Pages, concerns: (lead: Lead) => boolean, change: (lead: Lead) => Lead[]): Pages {
  const next = pages.pages.map((page) => {
    if (!page.traces.some(concerns)) return page
    return { ...page, traces: page.traces.flatMap((lead) => (concerns(lead) ? change(lead) : [lead])) }
  })
  return { ...pages, pages: next }
}
