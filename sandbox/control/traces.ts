import { readCursor } from '../../mocks/core/collections/cursor.ts'
import type { World } from '../../mocks/core/world.ts'
import { refuse } from './errors.ts'
import { misspelt } from './filters.ts'
import { harOf } from './har.ts'
import type { ControlHandlers, Host } from './host.ts'
import { lineageOf } from './lineage/lineage.ts'
import { matcher } from './matcher.ts'
import { replay } from './replay/replay.ts'
import { reviewOf, shown } from './summaries.ts'

/** Rows a page unless asked otherwise. */
export const pageLength = 50

export const traceHandlers = ({
  world,
  version,
}: Pick<Host, 'world' | 'version'>): Pick<ControlHandlers, 'listTraces' | 'getTrace' | 'getLineage' | 'exportHar' | 'replayTrace'> => ({
  listTraces({ query }) {
    const unknown = misspelt('control.listTraces', query)
    if (unknown) return refuse(400, unknown)
    const { limit = pageLength, after, email, lead, sort, order } = query
    if (after && !readCursor(after)) return refuse(400, `"${after}" is no place in a list of traces. Hand in \`next\` of the page before.`)
    const { rows, next, total } = world().traces.list({ limit, after, email, lead, sort, order, where: matcher(query, world()) })
    return { status: 200, body: { traces: rows.map((summary) => shown(summary, world())), next, total } }
  },

  async getTrace({ path }) {
    const { summary, spans, unreadable } = await read(path.id, world())
    if (!summary || !spans) return refuse(404, missing(path.id, world()))
    const review = reviewOf(path.id, world())
    const left = unreadable ? { unreadable_spans: unreadable } : {}
    return { status: 200, body: { summary: shown(summary, world()), spans, ...left, ...(review ? { review } : {}) } }
  },

  async getLineage({ path }) {
    const { summary, spans } = await read(path.id, world())
    if (!summary || !spans) return refuse(404, missing(path.id, world()))
    return { status: 200, body: lineageOf(summary, spans, world().traces, world().systems) }
  },

  async exportHar({ path }) {
    const { spans } = await read(path.id, world())
    return spans ? { status: 200, body: harOf(spans, world(), version) } : refuse(404, missing(path.id, world()))
  },

  async replayTrace({ path }, context) {
    const { spans } = await read(path.id, world())
    if (!spans) return refuse(404, missing(path.id, world()))
    const replayed = await replay(spans, world(), context)
    return 'refused' in replayed ? refuse(409, replayed.refused) : { status: 200, body: replayed }
  },
})

/** Why a trace is not found, for whoever followed a link to it. */
export function missing(id: string, world: World): string {
  const review = reviewOf(id, world)
  const kept = review ? ` Its review of ${review.updated_at.slice(0, 10)} is kept.` : ''
  return `There is no trace ${id}. The sandbox was reset since, or it passed the retention limit.${kept}`
}

const read = async (id: string, { traces }: World) => ({ summary: traces.summary(id), ...(await traces.read(id)) })
