import type { Exchange, KeptRow, LogLine, Span, Step } from '../system/record.ts'
import { atOnce, type Portions } from '../system/turn.ts'
import type { Redactor } from './redactor.ts'
import { walk } from './walk.ts'

/** A span without secrets: what is written to a trace and reported passes through here. */
export const redactSpan = <Kind extends Span>(span: Kind, redactor: Redactor): Kind => atOnce(redactedSpan(span, redactor))

/** A span without secrets, in portions: its bodies and rows may be long. */
export function* redactedSpan<Kind extends Span>(span: Kind, redactor: Redactor): Portions<Kind> {
  const clean: Kind = {
    ...span,
    steps: span.steps.map((step) => redactStep(step, redactor)),
    logs: span.logs.map((line) => redactLine(line, redactor)),
    tags: redactor.json(span.tags),
  }
  if (span.rows) {
    clean.rows = []
    for (const row of span.rows) clean.rows.push(yield* redactedRow(row, redactor))
  }
  if (span.error !== undefined) clean.error = redactor.json(span.error)
  return clean.type === 'exchange' ? Object.assign(clean, yield* wire(clean, redactor)) : clean
}

/** What went over the wire. */
function* wire({ url, request, response, findings }: Exchange, redactor: Redactor): Portions<Partial<Exchange>> {
  const [path = '', query] = split(url)
  return {
    url: query === undefined ? redactor.path(path) : `${redactor.path(path)}?${redactor.query(query)}`,
    request: { headers: redactor.headers(request.headers), body: yield* body(request.body, redactor) },
    response: { headers: redactor.headers(response.headers), body: yield* body(response.body, redactor) },
    findings: findings.length ? yield* walk(findings, redactor) : findings,
  }
}

function split(url: string): [path: string, query?: string] {
  const mark = url.indexOf('?')
  return mark < 0 ? [url] : [url.slice(0, mark), url.slice(mark + 1)]
}

const body = (content: unknown, redactor: Redactor) => (typeof content === 'string' ? redactor.searched(content) : walk(content, redactor))

/** Ids, names and stamps are the sandbox's own. */
function redactStep(step: Step, redactor: Redactor): Step {
  if (step.input === undefined && step.output === undefined && step.error === undefined) return step
  const clean = { ...step }
  if (step.input !== undefined) clean.input = redactor.json(step.input)
  if (step.output !== undefined) clean.output = redactor.json(step.output)
  if (step.error !== undefined) clean.error = redactor.json(step.error)
  return clean
}

function redactLine(line: LogLine, redactor: Redactor): LogLine {
  const clean = { ...line, message: redactor.json(line.message) }
  if (line.path !== undefined) clean.path = redactor.path(line.path)
  if (line.error_message !== undefined) clean.error_message = redactor.json(line.error_message)
  return clean
}

function* redactedRow({ row, before, others, ...kept }: KeptRow, redactor: Redactor): Portions<KeptRow> {
  return {
    ...kept,
    row: yield* walk(row, redactor),
    ...(before === undefined ? {} : { before: yield* walk(before, redactor) }),
    ...(others ? { others: redactor.json(others) } : {}),
  }
}
