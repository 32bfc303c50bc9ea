import type { Place } from '../paging/paging.ts'
import type { Activity, MarketoContext } from '../tables.ts'

/** Which activities are wanted, and how many. */
export interface Filter {
  types: ReadonlySet<number>
  /** Only of these people; of everybody when absent. */
  leads?: number[] | undefined
  /** Only with one of these primary attributes. */
  assets?: ReadonlySet<number> | undefined
  where?: (activity: Activity) => boolean
  limit: number
}

/** One page of activities. */
export interface Excerpt {
  rows: Activity[]
  /** Id of the last activity that was looked at. */
  last: number
  more: boolean
}

/** How many activities one page looks at, so that a rare type costs no more than a usual one. Marketo's own number is not public. */
const patience = 3000

/** Activities since an instant in the order of their ids, going on after those read before. */
export function history(context: MarketoContext, place: Place, filter: Filter): Promise<Excerpt> {
  return filter.leads ? ofLeads(filter.leads, context, place, filter) : ofEverybody(context, place, filter)
}

const wanted = (row: Activity, { types, assets, where = () => true }: Filter) =>
  types.has(row.activityTypeId) && (!assets || assets.has(row.primaryAttributeValueId ?? Number.NaN)) && where(row)

/** When an activity was written down; custom ones may be older than that. */
const storedAt = (row: Activity) => Date.parse(row.storedAt ?? row.activityDate)

async function ofLeads(leads: number[], { tables }: MarketoContext, { since, offset }: Place, filter: Filter): Promise<Excerpt> {
  const found = (await Promise.all([...new Set(leads)].map((id) => tables.activities.find('lead', id)))).flat()
  const rows = found
    .filter((row) => row.id > offset && Date.parse(row.activityDate) >= since && wanted(row, filter))
    .sort((one, other) => one.id - other.id)
  const page = rows.slice(0, filter.limit)
  return { rows: page, last: page.at(-1)?.id ?? offset, more: rows.length > page.length }
}

/** Ids ascend with time, so that a page is read by walking up from where the page before ended. A refused insert leaves a gap. */
async function ofEverybody(context: MarketoContext, { since, offset }: Place, filter: Filter): Promise<Excerpt> {
  const { activities } = context.tables
  const newest = (await activities.page({ limit: 1 })).rows[0]?.id ?? 0
  const rows: Activity[] = []
  let last = offset || (await lastBefore(since, newest, context))
  const end = Math.min(newest, last + patience)
  while (last < end && rows.length < filter.limit) {
    const row = await activities.get(++last)
    if (row && Date.parse(row.activityDate) >= since && wanted(row, filter)) rows.push(row)
  }
  return { rows, last, more: last < newest }
}

/** The greatest id below which every activity was written down before an instant, found by halving. */
async function lastBefore(since: number, newest: number, { tables }: MarketoContext): Promise<number> {
  let [low, high] = [0, newest]
  while (low < high) {
    let middle = Math.ceil((low + high) / 2)
    while (middle < high && !(await tables.activities.get(middle))) middle++
    const row = await tables.activities.get(middle)
    if (row && storedAt(row) < since) low = middle
    else high = Math.ceil((low + high) / 2) - 1
  }
  return low
}
