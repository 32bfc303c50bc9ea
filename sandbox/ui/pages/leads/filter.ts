import type { Input } from '../../../../contracts/openapi/types.ts'
import { kinds, states, systems, verdicts } from './words.ts'

/** What the list of traces is asked for. */
export type Question = Input<'control.listTraces'>['query']

/** What the address bar says behind the `?`; only what differs from the plain list. */
export type Filter = Partial<Record<Name | 'q' | 'from' | 'to', string>>

/** A choice that narrows or sorts the list. */
export type Name = keyof typeof choices

/** The values that each choice has, in words. */
export const choices = {
  kind: { ...kinds, all: 'All traces' },
  state: states,
  reached: Object.fromEntries(systems),
  finding: { true: 'With findings', false: 'Without findings' },
  verdict: { ...verdicts, none: 'No verdict' },
  time: { '15m': 'Last 15 minutes', '1h': 'Last hour', '24h': 'Last 24 hours', '7d': 'Last 7 days', between: 'Between …' },
  sort: { name: 'Name', email: 'E-mail', company: 'Company', namespace_id: 'Namespace', reached: 'Reach', findings: 'Findings' },
  order: { asc: 'Ascending', desc: 'Descending' },
} satisfies Record<string, Record<string, string>>

const minutes: Record<string, number> = { '15m': 15, '1h': 60, '24h': 24 * 60, '7d': 7 * 24 * 60 }

/** Reads a filter from an address; what is misspelt there does not count. */
export function readFilter(query: Record<string, unknown>): Filter {
  const filter: Filter = {}
  for (const [name, values] of Object.entries(choices)) {
    const value = query[name]
    if (typeof value === 'string' && Object.hasOwn(values, value)) filter[name as Name] = value
  }
  if (typeof query.q === 'string' && query.q.trim()) filter.q = query.q.trim()
  if (filter.time !== 'between') return filter
  for (const name of ['from', 'to'] as const) if (isMoment(query[name])) filter[name] = query[name]
  return filter
}

const isMoment = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) && !Number.isNaN(stampOf(value))

/** Moments are typed in UTC, as the sandbox shows its clock. */
const stampOf = (moment: string) => Date.parse(`${moment.slice(0, 16)}Z`)

/** A filter as a question to the sandbox, whose clock says `now`. */
export function questionOf(filter: Filter, now: number): Question {
  const { kind, finding, time, q, from, to, ...same } = filter
  return {
    ...(same as Pick<Question, 'state' | 'reached' | 'verdict' | 'sort'>),
    order: orderOf(filter),
    ...(kind !== 'all' && { leads: true }),
    ...(kind && kind !== 'all' && { kind: kind as Question['kind'] }),
    ...(finding && { finding: finding === 'true' }),
    ...(q && { q }),
    ...(time && minutes[time] && { from: new Date(now - minutes[time] * 60_000).toISOString() }),
    ...(from && { from: new Date(stampOf(from)).toISOString() }),
    ...(to && { to: new Date(stampOf(to)).toISOString() }),
  }
}

/** Whether anything narrows the list. */
export const isNarrow = ({ sort, order, ...narrowing }: Filter): boolean =>
  Object.keys(narrowing).some((name) => name !== 'kind' || narrowing.kind !== 'all')

/** Whether the newest come first, so that what arrives belongs on top. */
export const isNewestFirst = ({ sort, order }: Filter): boolean => !sort && order !== 'asc'

/** Texts are sorted from A, figures from the greatest, and arrival from the newest, unless the other way is asked for. */
export const orderOf = ({ sort, order }: Filter): 'asc' | 'desc' =>
  (order as 'asc' | 'desc' | undefined) ?? (sort && sort !== 'reached' && sort !== 'findings' ? 'asc' : 'desc')
