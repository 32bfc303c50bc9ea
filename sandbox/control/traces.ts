import type { TraceSummary } from '../../mocks/record.ts'
import type { World } from '../../mocks/world.ts'
import { refuse } from './errors.ts'
import { misspelt } from './filters.ts'
import type { ControlHandlers } from './host.ts'

/** Rows a page unless asked otherwise. */
export const pageLength = 50

type Query = Parameters<ControlHandlers['listTraces']>[0]['query']

export const traceHandlers = (world: () => World): Pick<ControlHandlers, 'listTraces' | 'getTrace'> => ({
  listTraces({ query }) {
    const unknown = misspelt('control.listTraces', query)
    if (unknown) return refuse(400, unknown)
    const { limit = pageLength, after, email, lead } = query
    const { rows, next } = world().traces.list({ limit, after, email, lead, where: matcher(query) })
    return { status: 200, body: { traces: rows, next } }
  },

  async getTrace({ path }) {
    const summary = world().traces.summary(path.id)
    const spans = await world().traces.spans(path.id)
    if (!summary || !spans) return refuse(404, `There is no trace ${path.id}. It may have passed the retention limit.`)
    return { status: 200, body: { summary, spans } }
  },
})

function matcher({ kind, system, finding, q, leads }: Query): (summary: TraceSummary) => boolean {
  const text = q?.toLowerCase()
  return (summary) =>
    (kind === undefined || summary.kind === kind) &&
    (system === undefined || summary.systems.includes(system)) &&
    (finding === undefined || summary.findings > 0 === finding) &&
    (leads === undefined || (summary.kind !== undefined) === leads) &&
    (text === undefined || [summary.id, summary.email, summary.name, summary.company].some((value) => value?.toLowerCase().includes(text)))
}
