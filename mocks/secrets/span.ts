import type { Exchange, KeptRow, LogLine, Span, Step } from '../record.ts'
import type { Redactor } from './redactor.ts'

/** A span without secrets: what is written to a trace and reported passes through here. */
export function redactSpan<Kind extends Span>(span: Kind, redactor: Redactor): Kind {
  const clean: Kind = {
    ...span,
    steps: span.steps.map((step) => redactStep(step, redactor)),
    logs: span.logs.map((line) => redactLine(line, redactor)),
    tags: redactor.json(span.tags),
  }
  if (span.rows) clean.rows = span.rows.map((row) => redactRow(row, redactor))
  if (span.error !== undefined) clean.error = redactor.json(span.error)
  return clean.type === 'exchange' ? Object.assign(clean, wire(clean, redactor)) : clean
}

/** What went over the wire. */
function wire({ url, request, response, findings }: Exchange, redactor: Redactor): Partial<Exchange> {
  const [path = '', query] = split(url)
  return {
    url: query === undefined ? redactor.path(path) : `${redactor.path(path)}?${redactor.query(query)}`,
    request: { headers: redactor.headers(request.headers), body: body(request.body, redactor) },
    response: { headers: redactor.headers(response.headers), body: body(response.body, redactor) },
    findings: findings.length ? redactor.json(findings) : findings,
  }
}

function split(url: string): [path: string, query?: string] {
  const mark = url.indexOf('?')
  return mark < 0 ? [url] : [url.slice(0, mark), url.slice(mark + 1)]
}

const body = (content: unknown, redactor: Redactor) => (typeof content === 'string' ? redactor.text(content) : redactor.json(content))

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

function redactRow({ row, before, others, ...kept }: KeptRow, redactor: Redactor): KeptRow {
  return {
    ...kept,
    row: redactor.json(row),
    ...(before === undefined ? {} : { before: redactor.json(before) }),
    ...(others ? { others: redactor.json(others) } : {}),
  }
}
