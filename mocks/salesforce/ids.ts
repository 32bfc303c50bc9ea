import type { Ids } from '../core/system/ids.ts'

/** First three characters of the ids of what is no object here. Those of the queue, the rule and the query cursor are assumed. */
export const prefixes = {
  User: '005',
  Organization: '00D',
  Queue: '00G',
  AssignmentRule: '01Q',
  QueryLocator: '01g',
  IngestJob: '750',
} as const

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/**
 * The three characters that make a 15-character id unique without regard to case: one for each five characters, telling
 * which of them are capital letters. Checked against ten published pairs, e.g. `001M000000qfPyS` and `IAU`.
 */
export function checksum(id: string): string {
  return [0, 5, 10].map((start) => alphabet[capitals(id.slice(start, start + 5))]).join('')
}

const capitals = (five: string) => [...five].reduce((bits, character, place) => bits | (/[A-Z]/.test(character) ? 1 << place : 0), 0)

/** The 18-character form of an id of 15 or 18 characters; undefined when the text is no id or its checksum is wrong. */
export function longId(id: string): string | undefined {
  if (!/^[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?$/.test(id)) return undefined
  const long = id.slice(0, 15) + checksum(id)
  return id.length === 15 || id === long ? long : undefined
}

/** A new 18-character id; the six characters after the prefix stand for the instance. */
export function newId(ids: Ids, prefix: string): string {
  const id = `${prefix}000${ids.word(9)}`
  return id + checksum(id)
}
