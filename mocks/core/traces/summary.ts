import { isSimulated, type Simulated, systemNames } from '../../../contracts/openapi/systems/simulated.ts'
import type { KeptRow, Span, Tags, TraceSummary } from '../system/record.ts'
import { hasFailedStep, reasonOf } from './failure.ts'

/** What one span tells about its trace. */
export function summaryOf(span: Span): TraceSummary {
  const { lead_id, ...tags } = (span.tags ?? {}) as Tags
  const failed = isFailed(span)
  const system = span.type === 'exchange' ? span.provider : span.system
  const answered = span.type === 'run' || span.status !== 0
  const ended_at = new Date(Date.parse(span.started_at) + span.duration_ms).toISOString()
  const refused = isRefused(span, failed)
  return {
    id: span.trace_id,
    started_at: span.started_at,
    ended_at,
    ...tags,
    lead_ids: lead_id === undefined ? [] : [lead_id],
    systems: answered && isSimulated(system) ? [system] : [],
    spans: 1,
    findings: span.type === 'exchange' ? span.findings.length : 0,
    errors: failed || hasFailedStep(span) ? 1 : 0,
    ...(span.type === 'run' && span.attempt > 1 ? { retries: 1 } : {}),
    ...(refused ? { refused } : {}),
    ...sendingOf(span),
    // Why an exchange further down failed is said by the run or the request that it is part of.
    ...(refused || (failed && span.type === 'run') ? { error: { at: ended_at, system, message: reasonOf(span) } } : {}),
  }
}

/** Whether an exchange was refused or not answered, or an attempt at a job failed. */
export const isFailed = (span: Span): boolean =>
  span.type === 'exchange' ? span.status >= 400 || span.status === 0 : span.outcome !== 'done'

type Sending = Pick<TraceSummary, 'sent_at' | 'overwritten'>

/** When a run took its lead to Salesforce, and whether another trace's value had replaced one of the lead's own by then. */
function sendingOf({ type, started_at, tags, rows = [] }: Span): Sending {
  if (type !== 'run' || tags?.salesforce_id === undefined) return {}
  return { sent_at: Date.parse(started_at), ...(rows.some(isOverwritten) ? { overwritten: true } : {}) }
}

/** Whether a row holds another trace's value in the place of one of the lead's own. */
export const isOverwritten = ({ others = {} }: KeptRow): boolean => Object.values(others).some((other) => 'instead' in other)

/** The last sending counts: a lead that is sent again brings its own values. */
function lastSending(known: Sending, more: Sending): Sending {
  const { sent_at, overwritten } = (more.sent_at ?? 0) >= (known.sent_at ?? 0) ? more : known
  return sent_at === undefined ? {} : { sent_at, overwritten }
}

/** Whether the sender of the first request was refused, or a system refused the lead for good and so ended a job. */
function isRefused(span: Span, failed: boolean): true | undefined {
  if (span.type === 'run') return span.outcome === 'done' && hasFailedStep(span) ? true : undefined
  return span.parent_id === null && (failed || hasFailedStep(span)) ? true : undefined
}

/** Joins what is known of a trace with what more was learnt. What was said of the lead first stays. */
export function merge(known: TraceSummary | undefined, more: TraceSummary): TraceSummary {
  if (!known) return { ...more, systems: inOrder(more.systems) }
  const error = later(known.error, more.error)
  const retries = (known.retries ?? 0) + (more.retries ?? 0)
  return {
    ...more,
    ...known,
    ...lastSending(known, more),
    started_at: known.started_at < more.started_at ? known.started_at : more.started_at,
    ended_at: known.ended_at > more.ended_at ? known.ended_at : more.ended_at,
    lead_ids: union(known.lead_ids, more.lead_ids),
    systems: inOrder(union(known.systems, more.systems)),
    spans: known.spans + more.spans,
    findings: known.findings + more.findings,
    errors: known.errors + more.errors,
    ...(retries ? { retries } : {}),
    ...(error ? { error } : {}),
  }
}

type Failure = TraceSummary['error']

const later = (one: Failure, other: Failure): Failure =>
  one && other ? (`${one.at} ${one.message}` > `${other.at} ${other.message}` ? one : other) : (one ?? other)

const union = <Item>(known: Item[], more: Item[]): Item[] =>
  more.every((item) => known.includes(item)) ? known : [...new Set([...known, ...more])]

/** Each set of systems in the pipeline's order, by its bits; kept once, because there are many traces and few sets. */
const sets = Array.from({ length: 2 ** systemNames.length }, (_, bits) => systemNames.filter((_, bit) => bits & (1 << bit)))

const inOrder = (systems: Simulated[]): Simulated[] =>
  sets[systems.reduce((bits, system) => bits | (1 << systemNames.indexOf(system)), 0)] as Simulated[]
