import { readCursor } from '../../mocks/cursor.ts'
import type { World } from '../../mocks/world.ts'
import { refuse } from './errors.ts'
import { misspelt } from './filters.ts'
import type { ControlHandlers } from './host.ts'
import { matcher } from './matcher.ts'
import { reviewOf, shown } from './summaries.ts'

/** Rows a page unless asked otherwise. */
export const pageLength = 50

export const traceHandlers = (world: () => World): Pick<ControlHandlers, 'listTraces' | 'getTrace'> => ({
  listTraces({ query }) {
    const unknown = misspelt('control.listTraces', query)
    if (unknown) return refuse(400, unknown)
    const { limit = pageLength, after, email, lead, sort, order } = query
    if (after && !readCursor(after)) return refuse(400, `"${after}" is no place in a list of traces. Hand in \`next\` of the page before.`)
    const { rows, next, total } = world().traces.list({ limit, after, email, lead, sort, order, where: matcher(query, world()) })
    return { status: 200, body: { traces: rows.map((summary) => shown(summary, world())), next, total } }
  },

  async getTrace({ path }) {
    const summary = world().traces.summary(path.id)
    const spans = await world().traces.spans(path.id)
    if (!summary || !spans) return refuse(404, missing(path.id, world()))
    const review = reviewOf(path.id, world())
    return { status: 200, body: { summary: shown(summary, world()), spans, ...(review ? { review } : {}) } }
  },
})

/** Why a trace is not found, for whoever followed a link to it. */
export function missing(id: string, world: World): string {
  const review = reviewOf(id, world)
  const kept = review ? ` Its review of ${review.updated_at.slice(0, 10)} is kept.` : ''
  return `There is no trace ${id}. It may have passed the retention limit, or been forgotten by a reset.${kept}`
}
