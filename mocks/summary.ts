import type { Span, Tags, TraceSummary } from './record.ts'

type ReachedSystem = TraceSummary['systems'][number]

/** The systems that a lead passes, in its order. */
export const pipeline: readonly string[] = ['gitlab', 'customersdot', 'workato', 'marketo', 'salesforce']

/** What one span tells about its trace. */
export function summaryOf(span: Span): TraceSummary {
  const { lead_id, ...tags } = (span.tags ?? {}) as Tags
  const failed = span.type === 'exchange' ? span.status >= 400 || span.status === 0 : span.outcome !== 'done'
  const system = span.type === 'exchange' ? span.provider : span.system
  return {
    id: span.trace_id,
    started_at: span.started_at,
    ended_at: new Date(Date.parse(span.started_at) + span.duration_ms).toISOString(),
    ...tags,
    lead_ids: lead_id === undefined ? [] : [lead_id],
    systems: pipeline.includes(system) ? [system as ReachedSystem] : [],
    spans: 1,
    findings: span.type === 'exchange' ? span.findings.length : 0,
    errors: failed ? 1 : 0,
  }
}

/** Joins what is known of a trace with what more was learnt. What was said of the lead first stays. */
export function merge(known: TraceSummary | undefined, more: TraceSummary): TraceSummary {
  if (!known) return { ...more, systems: inOrder(more.systems) }
  return {
    ...more,
    ...known,
    started_at: known.started_at < more.started_at ? known.started_at : more.started_at,
    ended_at: known.ended_at > more.ended_at ? known.ended_at : more.ended_at,
    lead_ids: union(known.lead_ids, more.lead_ids),
    systems: inOrder(union(known.systems, more.systems)),
    spans: known.spans + more.spans,
    findings: known.findings + more.findings,
    errors: known.errors + more.errors,
  }
}

const union = <Item>(known: Item[], more: Item[]): Item[] =>
  more.every((item) => known.includes(item)) ? known : [...new Set([...known, ...more])]

/** Each set of systems in the pipeline's order, by its bits; kept once, because there are many traces and few sets. */
const sets = Array.from({ length: 2 ** pipeline.length }, (_, bits) => pipeline.filter((_, bit) => bits & (1 << bit)) as ReachedSystem[])

const inOrder = (systems: ReachedSystem[]): ReachedSystem[] =>
  sets[systems.reduce((bits, system) => bits | (1 << pipeline.indexOf(system)), 0)] as ReachedSystem[]
