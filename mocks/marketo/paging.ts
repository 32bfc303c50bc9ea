import { fromBase32, toBase32 } from './base32.ts'

/** Where a reader stands: an instant in epoch milliseconds, and how far it has come since. */
export interface Place {
  since: number
  offset: number
}

/**
 * A page token: base32 of an instant, a comma and an offset, as the documented samples decode. Source: Adobe Marketo developer
 * guide, paging-tokens. What the offset counts is not documented: of activities it is the last id read, of people their number.
 */
export const writeToken = ({ since, offset }: Place): string => toBase32(`${new Date(since).toISOString().replace('Z', '+0000')},${offset}`)

/** The place behind a page token; undefined when it is none. */
export function readToken(token: string): Place | undefined {
  const [, moment, offset] = fromBase32(token).match(/^(.+)\+0000,(\d+)$/) ?? []
  const since = Date.parse(`${moment}Z`)
  return Number.isNaN(since) ? undefined : { since, offset: Number(offset) }
}
