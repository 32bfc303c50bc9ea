import type { Span } from '../system/record.ts'

/** Spans in the order in which they began; parents first where that was in the same millisecond. Sorts in place. */
export function inOrder(spans: Span[]): Span[] {
  const depths = depthsOf(spans)
  const depth = (span: Span) => depths.get(span) as number
  return spans.sort((one, other) =>
    one.started_at === other.started_at ? depth(one) - depth(other) : one.started_at < other.started_at ? -1 : 1,
  )
}

/** How many spans stand above each. Every span is passed once, however deep they are nested. */
function depthsOf(spans: Span[]): Map<Span, number> {
  const owners = new Map<string, Span>()
  for (const span of spans) for (const { id } of [span, ...span.steps]) owners.set(id, span)
  const depths = new Map<Span, number>()
  for (const span of spans) {
    const line: Span[] = []
    let above: Span | undefined = span
    for (; above && !depths.has(above); above = above.parent_id === null ? undefined : owners.get(above.parent_id)) {
      line.push(above)
      // Whoever names an id of its own making could close a circle: it ends here.
      depths.set(above, 0)
    }
    const base = above ? (depths.get(above) as number) + 1 : 0
    for (const [index, below] of line.reverse().entries()) depths.set(below, base + index)
  }
  return depths
}
