import { nameOf, took } from '../../../cli/print/words.ts'
import { kinds, states } from '../leads/words.ts'
import { kinded, type Part } from './parts.ts'
import type { Trace } from './trace.ts'

type Summary = Trace['summary']

/** How things stand with a lead; said in full where there is room. */
export const standing = ({ state }: Summary): string => inSalesforce[state] ?? states[state]

const inSalesforce: Partial<Record<Summary['state'], string>> = {
  arrived: 'Arrived in Salesforce',
  overwritten: 'In Salesforce, overwritten by another lead',
}

/** Whose lead it is, for a heading. */
export const titleOf = ({ name, email, kind }: Summary): string => name || email || (kind ? kinds[kind] : 'Request')

/** Whatever sends or answers, as a reader knows it. */
export const partyOf = (name: string): string => (name === 'browser' ? 'Browser' : nameOf(name))

/** A part in a few words, such as a heading needs. */
export function nameOfPart(part: Part): string {
  const said = kinded(part)
  if (said.kind === 'exchange') return `${partyOf(said.part.consumer)} → ${partyOf(said.part.provider)}`
  return said.kind === 'step' ? said.part.name : said.part.class
}

const minute = 60_000
const hour = 60 * minute

/** Milliseconds as a person says them, up to days: a job may wait for weeks. */
export function lasting(milliseconds: number): string {
  if (milliseconds < 2 * hour) return took(milliseconds)
  return milliseconds < 48 * hour ? `${Math.round(milliseconds / hour)} h` : `${Math.round(milliseconds / 24 / hour)} days`
}

/** A stamp as a person reads it, in UTC as the banner's clock. */
export const stamped = (stamp: string): string => stamp.slice(0, 23).replace('T', ' ')
