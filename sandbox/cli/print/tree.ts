import type { Job, Span, Step } from '../../../mocks/core/system/record.ts'

/** A part of a trace with what it caused. */
export interface Branch {
  part: Span | Step | Job
  branches: Branch[]
}

/**
 * Puts each span, step and waiting job under its parent: an exchange, a run, or a step within one. What has no parent in this
 * trace stands at the top. Everything is in the order in which it began, jobs that wait come last.
 */
export function grow(spans: Span[], jobs: Job[]): Branch[] {
  const known = new Map<string, Branch>()
  const top: Branch[] = []
  const trunks = spans.map((span) => trunk(span, known))
  for (const { span, branch } of trunks) siblings(known, top, span.parent_id).push(branch)
  for (const branches of [top, ...[...known.values()].map((branch) => branch.branches)]) branches.sort(byBeginning)
  for (const job of jobs) siblings(known, top, job.parent_id).push({ part: job, branches: [] })
  return top
}

const siblings = (known: Map<string, Branch>, top: Branch[], parent: string | null) =>
  (parent === null ? undefined : known.get(parent)?.branches) ?? top

/** A span with its steps, which come in the order in which they began and tell how deep they stand. */
function trunk(span: Span, known: Map<string, Branch>): { span: Span; branch: Branch } {
  const branch: Branch = { part: span, branches: [] }
  known.set(span.id, branch)
  const open = [branch]
  for (const step of span.steps) {
    const twig: Branch = { part: step, branches: [] }
    known.set(step.id, twig)
    open.length = Math.min(step.depth + 1, open.length)
    open.at(-1)?.branches.push(twig)
    open.push(twig)
  }
  return { span, branch }
}

const byBeginning = (one: Branch, other: Branch) => began(one).localeCompare(began(other))
const began = ({ part }: Branch): string => ('started_at' in part ? part.started_at : part.run_at)
