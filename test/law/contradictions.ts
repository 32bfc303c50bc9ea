import type { Run, Span, TraceSummary } from '../../mocks/core/system/record.ts'
import { inOrder } from '../../mocks/core/traces/order.ts'
import { systems } from '../../mocks/systems.ts'
import { lineageOf } from '../../sandbox/control/lineage/lineage.ts'
import type { TraceState } from '../../sandbox/control/summaries.ts'

/** A trace as the interface shows it. */
export interface Shown {
  spans: Span[]
  summary: TraceSummary
  state: TraceState
  /** Whether nothing of it runs: a parent is recorded after its children. */
  isIdle: boolean
}

/** Sentences about what in a trace contradicts something else in it. A sound trace has none. */
export function contradictionsIn(trace: Shown): string[] {
  const { spans } = trace
  return [...(trace.isIdle ? orphans(trace) : []), ...spans.flatMap(inSpan), ...inSummary(trace), ...inState(trace), ...inLineage(trace)]
}

/** What the systems cause is below what caused it, in a trace that began here. A client may send a traceparent of its own. */
function orphans({ spans }: Shown): string[] {
  if (!spans.some(({ parent_id }) => parent_id === null)) return []
  const known = new Set(spans.flatMap((span) => [span.id, ...span.steps.map(({ id }) => id)]))
  const isLost = (span: Span) => span.parent_id !== null && !known.has(span.parent_id) && !isFromOutside(span)
  return spans.filter(isLost).map((span) => `${nameOf(span)} has its parent in no span.`)
}

const isFromOutside = (span: Span): boolean => span.type === 'exchange' && (span.consumer === 'browser' || span.consumer === 'client')

const nameOf = (span: Span): string => (span.type === 'run' ? span.class : `${span.consumer} → ${span.operation ?? span.url}`)

const failedSteps = ({ steps }: Span) => steps.filter(({ error, discarded }) => error !== undefined && discarded === undefined)

const isWrong = (span: Span): boolean =>
  failedSteps(span).length > 0 || (span.type === 'run' ? span.outcome !== 'done' : span.status === 0 || span.status >= 400)

function inSpan(span: Span): string[] {
  const says: string[] = []
  if (span.steps.some(({ discarded, rows }) => discarded !== undefined && rows))
    says.push(`A discarded step of ${nameOf(span)} wrote rows.`)
  if (span.type === 'run' && (span.outcome === 'done') !== (span.error === undefined))
    says.push(`${span.class} is ${span.outcome} and its error is ${span.error}.`)
  return says
}

function inSummary({ spans, summary }: Shown): string[] {
  const says: string[] = []
  const wrong = spans.filter(isWrong).length
  if (summary.errors !== wrong) says.push(`It counts ${summary.errors} errors where ${wrong} spans went wrong.`)
  const told = spans.some((span) => isWrong(span) && (span.type === 'run' || span.parent_id === null))
  if ((summary.error !== undefined) !== told)
    says.push(`A run or the first request ${told ? 'went wrong' : 'is fine'}, the error is ${summary.error?.message}.`)
  return says
}

function inState({ spans, summary, state }: Shown): string[] {
  const says: string[] = []
  const taken = spans.filter(isTaken)
  if (state === 'arrived' && !taken.length) says.push('It has arrived, and Salesforce took nothing.')
  if ((state === 'refused' || state === 'dead') && !summary.error) says.push(`It is ${state} without an error.`)
  for (const run of spans.filter((span): span is Run => span.type === 'run' && span.outcome === 'done' && failedSteps(span).length > 0)) {
    const own = new Set([run.id, ...run.steps.map(({ id }) => id)])
    if (taken.some((span) => own.has(span.parent_id as string))) says.push(`${run.class} refused what Salesforce had taken.`)
  }
  return says
}

/** Whether Salesforce took a lead here. The exchange with a real one has no tags. Then the reply has the id of the lead, or Marketo cannot know. */
const isTaken = (span: Span): boolean => {
  if (span.type === 'run') return span.tags?.salesforce_id !== undefined
  if (span.status < 200 || span.status >= 300) return false
  return span.tags?.salesforce_id !== undefined || (span.operation === 'salesforce.upsertLead' && hasId(span.response.body))
}

const hasId = (body: unknown): boolean => typeof Object(body).id === 'string'

/** A lead is overwritten when its lineage says so of a field, and nothing is transformed without a rule. */
function inLineage({ spans, summary, state }: Shown): string[] {
  if (state !== 'arrived' && state !== 'overwritten') return []
  const { rows } = lineageOf(summary, inOrder([...spans]), { summary: () => undefined }, systems)
  const cells = rows.flatMap(({ cells }) => cells)
  const isOverwritten = cells.some(({ came }) => came === 'overwritten')
  const says = cells.some(({ came, rule }) => came === 'transformed' && !rule) ? ['A field is transformed without a rule.'] : []
  if (isOverwritten === (state === 'overwritten')) return says
  return [...says, `It is ${state}, and ${isOverwritten ? 'a' : 'no'} field is overwritten.`]
}
