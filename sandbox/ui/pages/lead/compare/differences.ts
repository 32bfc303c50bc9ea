import type { Exchange, Span } from '../../../../../mocks/core/system/record.ts'
import { writerOf } from '../../../../cli/print/words.ts'
import { kinds } from '../../leads/words.ts'
import type { Lineage } from '../fields/lineage.ts'
import type { Trace } from '../trace.ts'
import { lasting, partyOf, standing } from '../words.ts'

/** One thing that is said of both leads. */
export interface Fact {
  what: string
  one: string
  other: string
}

/** The outcome of two leads, fact by fact. */
export function outcomes(one: Trace['summary'], other: Trace['summary']): Fact[] {
  const facts: [string, (summary: Trace['summary']) => unknown][] = [
    ['State', standing],
    ['Came as far as', ({ systems }) => partyOf(systems.at(-1) ?? 'nowhere')],
    ['Kind', ({ kind }) => kind && kinds[kind]],
    ['E-mail', ({ email }) => email],
    ['Company', ({ company }) => company],
    ['Namespace', ({ namespace_id }) => namespace_id],
    ['Findings', ({ findings }) => findings],
    ['Errors', ({ errors }) => errors],
    ['Retries', ({ retries }) => retries],
    ['Last error', ({ error }) => error?.message],
    ['Lasted', ({ started_at, ended_at }) => lasting(Date.parse(ended_at) - Date.parse(started_at))],
  ]
  return facts.map(([what, tell]) => ({ what, one: String(tell(one) ?? '–'), other: String(tell(other) ?? '–') }))
}

/** An exchange of one lead beside the one of the other that asks the same; one of them may be missing. */
export interface Pair {
  what: string
  one: Exchange | undefined
  other: Exchange | undefined
  differs: boolean
}

/** Pairs the exchanges of two leads: the first, second … of each kind with each other, in the order of the one, the other's own behind. */
export function pairs(one: Span[], other: Span[]): Pair[] {
  const rest = new Map<string, Exchange[]>()
  for (const exchange of exchangesOf(other)) rest.set(kindOf(exchange), [...(rest.get(kindOf(exchange)) ?? []), exchange])
  const queues = new Map([...rest].map(([kind, exchanges]) => [kind, exchanges.values()]))
  const paired = new Set<Exchange>()
  const known = exchangesOf(one).map((exchange) => {
    const match = queues.get(kindOf(exchange))?.next().value
    if (match) paired.add(match)
    return pair(exchange, match)
  })
  return [...known, ...exchangesOf(other).flatMap((exchange) => (paired.has(exchange) ? [] : [pair(undefined, exchange)]))]
}

const exchangesOf = (spans: Span[]): Exchange[] => spans.filter((span): span is Exchange => span.type === 'exchange')

const kindOf = ({ consumer, provider, operation, method, url }: Exchange): string =>
  `${partyOf(consumer)} → ${partyOf(provider)} ${operation ?? `${method} ${url.split('?')[0]}`}`

function pair(one: Exchange | undefined, other: Exchange | undefined): Pair {
  const differs = one?.status !== other?.status || one?.findings.length !== other?.findings.length
  return { what: kindOf((one ?? other) as Exchange), one, other, differs }
}

/** A field that is not the same at some place. */
export interface FieldDifference extends Fact {
  field: string
}

/** Where the fields of two leads differ, place by place; a field that is the same from the form on is left out. */
export function fieldDifferences(one: Lineage, other: Lineage): FieldDifference[] {
  const theirs = new Map(other.rows.map((row) => [row.field, row]))
  const names = [...new Set([...one.rows, ...other.rows].map(({ field }) => field))]
  const ours = new Map(one.rows.map((row) => [row.field, row]))
  return names.flatMap((field) =>
    one.places.flatMap(({ place }, at) => {
      const texts = [ours.get(field)?.cells[at], theirs.get(field)?.cells[at]].map(textOf) as [string, string]
      return texts[0] === texts[1] ? [] : [{ field, what: place.replaceAll('_', ' '), one: texts[0], other: texts[1] }]
    }),
  )
}

type Cell = Lineage['rows'][number]['cells'][number]

function textOf(cell: Cell | undefined): string {
  if (!cell || cell.came === 'absent') return 'not here'
  if (cell.value === undefined) return cell.came.replace('_', ' ')
  const by = cell.by ? ` by ${writerOf(cell.by)}` : ''
  return JSON.stringify(cell.value) + (cell.came === 'same' || cell.came === 'given' ? '' : ` (${cell.came}${by})`)
}
