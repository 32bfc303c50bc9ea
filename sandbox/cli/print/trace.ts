import { styleText } from 'node:util'
import { systemNames } from '../../../contracts/openapi/systems/simulated.ts'
import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Job, Span } from '../../../mocks/core/system/record.ts'
import { overwrittenText } from './overwritten.ts'
import { linesOf } from './part.ts'
import { plain } from './plain.ts'
import { type Branch, grow } from './tree.ts'
import { count, nameOf, states, took } from './words.ts'

type Summary = Schema<'ControlTraceSummary'>

/** A trace, and the jobs of it that still wait. */
export interface Told {
  summary: Summary
  spans: Span[]
  jobs: Job[]
  /** Spans that are left out because they are damaged on disk. */
  unreadable_spans?: number
  /** Given when values of the lead were overwritten. */
  lineage?: Schema<'ControlLineage'>
}

/** A trace as text for a terminal: a headline, a tree of what happened, a line of totals. */
export function traceText({ summary, spans, jobs, unreadable_spans, lineage }: Told): string {
  const tree = grow(spans, jobs).flatMap((branch) => draw(branch, { first: '', rest: '' }))
  const overwritten = lineage ? overwrittenText(lineage) : []
  const damaged = unreadable_spans ? [styleText('yellow', `${count(unreadable_spans, 'span')} left out, damaged on disk`)] : []
  return [...headline(summary), '', ...tree, '', ...overwritten, ...damaged, totals({ summary, spans, jobs })].join('\n')
}

/** A trace on one line, for a list. */
export function summaryText(summary: Summary): string {
  const counts = `${states[summary.state]}, ${count(summary.spans, 'span')}, ${count(summary.findings, 'finding')}, ${count(summary.errors, 'error')}`
  return `${summary.id}  ${summary.started_at}  ${subject(summary)}  ${counts}`
}

const kinds = { hand_raise: 'Hand raise', trial: 'Trial', addon_trial: 'Add-on trial', iterable: 'Iterable lead' }

function subject({ kind, email, name, company }: Summary): string {
  const who = [name, email && `<${email}>`].filter(Boolean).join(' ')
  return plain(`${kind ? kinds[kind] : 'Request'}${who && ` by ${who}`}${company ? `, ${company}` : ''}`)
}

function headline(summary: Summary): string[] {
  const { id, started_at, namespace_id, lead_ids, marketo_id, salesforce_id } = summary
  const ids = [
    namespace_id !== undefined && `namespace ${namespace_id}`,
    lead_ids.length > 0 && `${lead_ids.length > 1 ? 'leads' : 'lead'} ${lead_ids.join(', ')}`,
    marketo_id !== undefined && `Marketo ${marketo_id}`,
    salesforce_id !== undefined && `Salesforce ${plain(salesforce_id)}`,
  ]
  const known = [`trace ${id}`, started_at, ...ids].filter(Boolean).join(', ')
  return [styleText('bold', subject(summary)), styleText('dim', known)]
}

interface Margin {
  /** Before the first line of a branch, and before those that follow. */
  first: string
  rest: string
}

function draw(branch: Branch, { first, rest }: Margin): string[] {
  const [line, ...notes] = linesOf(branch)
  const { branches } = branch
  const stem = branches.length ? '│  ' : '   '
  const below = branches.flatMap((next, index) => {
    const last = index === branches.length - 1
    return draw(next, { first: `${rest}${last ? '└─ ' : '├─ '}`, rest: `${rest}${last ? '   ' : '│  '}` })
  })
  return [`${first}${line}`, ...notes.map((note) => `${rest}${stem}${note}`), ...below]
}

function totals({ summary, spans, jobs }: Told): string {
  const exchanges = spans.filter(({ type }) => type === 'exchange').length
  const waiting = jobs.filter(({ state }) => state !== 'dead').length
  const ways = systemNames.filter((system) => summary.systems.includes(system)).map(nameOf)
  const parts = [
    styleText(colours[summary.state] ?? 'yellow', states[summary.state]),
    count(exchanges, 'exchange'),
    styleText(summary.findings ? 'yellow' : 'green', count(summary.findings, 'finding')),
    summary.errors > 0 && styleText('red', count(summary.errors, 'error')),
    waiting > 0 && `${count(waiting, 'job')} waiting`,
    `${ways.join(' → ')} in ${took(Date.parse(summary.ended_at) - Date.parse(summary.started_at))}`,
  ]
  return parts.filter(Boolean).join(', ')
}

/** Of the states that are neither open nor half a success. */
const colours: Partial<Record<Summary['state'], 'green' | 'red'>> = { arrived: 'green', answered: 'green', refused: 'red', dead: 'red' }
