import type { LogLine, Span } from '../../mocks/core/system/record.ts'
import type { World } from '../../mocks/core/world.ts'
import { refuse } from './errors.ts'
import { misspelt } from './filters.ts'
import type { ControlHandlers } from './host.ts'
import { pageLength } from './traces.ts'

export const logHandlers = (world: () => World): Pick<ControlHandlers, 'listLogs'> => ({
  async listLogs({ query }) {
    const unknown = misspelt('control.listLogs', query)
    if (unknown) return refuse(400, unknown)
    const { limit = pageLength, after, system, trace } = query
    const wanted = (line: LogLine) => system === undefined || line.system === system
    if (trace)
      return { status: 200, body: { lines: newestFirst(((await world().traces.spans(trace)) ?? []).toReversed(), wanted), next: null } }
    const lines: LogLine[] = []
    for await (const { span, position } of world().traces.backward(after ? Number(after) : undefined)) {
      lines.push(...newestFirst([span], wanted))
      // A span's lines are never parted, so a page may be a little longer than asked for.
      if (lines.length >= limit) return { status: 200, body: { lines, next: String(position) } }
    }
    return { status: 200, body: { lines, next: null } }
  },
})

const newestFirst = (spans: Span[], wanted: (line: LogLine) => boolean): LogLine[] =>
  spans.flatMap((span) => span.logs.toReversed()).filter(wanted)
