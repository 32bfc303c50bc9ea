import { createColumnHelper, rowSortingFeature, tableFeatures } from '@tanstack/vue-table'
import { h } from 'vue'
import { type Filter, orderOf } from './filter.ts'
import findings from './findings.vue'
import firm from './firm.vue'
import kind from './kind.vue'
import marks from './marks.vue'
import moment from './moment.vue'
import type { Lead } from './pages.ts'
import person from './person.vue'
import standing from './standing.vue'

/** Sorting is the sandbox's work; the table only says what is sorted by. */
export const features = tableFeatures({ rowSortingFeature })

/** The column that stands for the order of arrival, which needs no `sort`. */
const arrival = 'started'

const column = createColumnHelper<typeof features, Lead>()

/** The columns of the list. Those that can be sorted by have the name that the sandbox knows. */
export const columns = column.columns([
  column.accessor('name', { header: 'Person', cell: ({ row }) => h(person, { lead: row.original }) }),
  column.accessor('company', { header: 'Company', cell: ({ row }) => h(firm, { lead: row.original }) }),
  column.display({ id: 'kind', header: 'Kind', cell: ({ row }) => h(kind, { lead: row.original }) }),
  column.display({ id: 'state', header: 'State', cell: ({ row }) => h(standing, { lead: row.original }) }),
  column.accessor('systems', {
    id: 'reached',
    header: 'Reached',
    sortDescFirst: true,
    cell: ({ row }) => h(marks, { lead: row.original }),
  }),
  column.accessor('findings', { header: 'Findings', sortDescFirst: true, cell: ({ row }) => h(findings, { lead: row.original }) }),
  column.accessor('started_at', {
    id: arrival,
    header: 'Started',
    sortDescFirst: true,
    cell: ({ row }) => h(moment, { lead: row.original }),
  }),
])

/** What a filter sorts by, as the table says it. */
export const sortingOf = (filter: Filter) => [{ id: filter.sort ?? arrival, desc: orderOf(filter) === 'desc' }]

/** What the table sorts by, as a filter says it. */
export function sortOf({ id, desc }: { id: string; desc: boolean }): Pick<Filter, 'sort' | 'order'> {
  const sort = id === arrival ? {} : { sort: id }
  const order = desc ? 'desc' : 'asc'
  return { ...sort, ...(orderOf(sort) === order ? {} : { order }) }
}
