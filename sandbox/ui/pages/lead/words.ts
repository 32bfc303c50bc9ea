import { nameOf, took } from '../../../print/words.ts'
import { kinded, type Part } from './parts.ts'
import type { Trace } from './trace.ts'

type Summary = Trace['summary']
type Colour = 'plain' | 'info' | 'good' | 'warn' | 'bad'

/** How a lead's state is said, and its colour. */
export const states: Record<Summary['state'], { text: string; kind: Colour }> = {
  dead: { text: 'A job died', kind: 'bad' },
  under_way: { text: 'Under way', kind: 'info' },
  waiting: { text: 'Waiting', kind: 'warn' },
  arrived: { text: 'Arrived in Salesforce', kind: 'good' },
  refused: { text: 'Refused', kind: 'bad' },
  stopped: { text: 'Stopped on the way', kind: 'warn' },
  answered: { text: 'Answered', kind: 'plain' },
}

/** What the user did. */
export const kinds: Record<NonNullable<Summary['kind']>, string> = {
  hand_raise: 'Hand raise',
  trial: 'Trial',
  addon_trial: 'Add-on trial',
  iterable: 'Iterable lead',
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
