import type { Exchange, Job, Run, Span, Step } from '../../../../mocks/core/system/record.ts'
import type { Branch } from '../../../cli/print/tree.ts'

/** A span, a step within one, or a job that waits. */
export type Part = Branch['part']

/** A part with what it is said to be. */
export type Kinded =
  | { kind: 'exchange'; part: Exchange }
  | { kind: 'run'; part: Run }
  | { kind: 'job'; part: Job }
  | { kind: 'step'; part: Step }

export function kinded(part: Part): Kinded {
  if ('state' in part) return { kind: 'job', part }
  if (!('type' in part)) return { kind: 'step', part }
  return part.type === 'exchange' ? { kind: 'exchange', part } : { kind: 'run', part }
}

/** The system that a part happens in, as far as the part itself says it. */
export function systemOf(part: Part): string | undefined {
  const said = kinded(part)
  if (said.kind === 'step') return undefined
  return said.kind === 'exchange' ? said.part.provider : said.part.system
}

/** Milliseconds since 1970 between which a part lasted; for a job, when it is due. */
export function momentOf(part: Part): { from: number; to: number } {
  const from = Date.parse('state' in part ? part.run_at : part.started_at)
  return { from, to: from + ('duration_ms' in part ? part.duration_ms : 0) }
}

/** How a part went: `bad` when it failed, `warn` when it strayed from the contract or waits. A discarded attempt no longer counts. */
export function healthOf(part: Part): 'good' | 'warn' | 'bad' {
  const said = kinded(part)
  if (said.kind === 'job') return said.part.state === 'dead' ? 'bad' : 'warn'
  if (said.kind === 'run') return said.part.outcome === 'done' ? 'good' : 'bad'
  if (said.kind === 'step') return said.part.error === undefined || said.part.discarded ? 'good' : 'bad'
  if (said.part.status === 0 || said.part.status >= 400) return 'bad'
  return said.part.findings.length ? 'warn' : 'good'
}

/** The part with an id, and the span that it stands in. */
export function find(id: string, spans: Span[], jobs: Job[]): { part: Part; span?: Span } | undefined {
  const job = jobs.find((one) => one.id === id)
  if (job) return { part: job }
  for (const span of spans) {
    const part = span.id === id ? span : span.steps.find((step) => step.id === id)
    if (part) return { part, span }
  }
  return undefined
}
