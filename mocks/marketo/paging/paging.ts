import { fromBase32, toBase32 } from './base32.ts'

/** Where a reader stands: an instant in epoch milliseconds, and how far it has come since. */
export interface Place {
  since: number
  offset: number
}

/**
 * A page token: base32 of an instant, a comma and an offset, as the documented samples decode. Source: Adobe Marketo developer
 * guide, paging-tokens. What the offset counts is not documented: of activities it is the last id read, of all else their number.
 */
export const writeToken = ({ since, offset }: Place): string => toBase32(`${new Date(since).toISOString().replace('Z', '+0000')},${offset}`)

/** The place behind a page token; undefined when it is none. */
export function readToken(token: string): Place | undefined {
  const [, moment, offset] = fromBase32(token).match(/^(.+)\+0000,(\d+)$/) ?? []
  const since = Date.parse(`${moment}Z`)
  return Number.isNaN(since) ? undefined : { since, offset: Number(offset) }
}

/** Rows per page, at most and by default. Source: Adobe Marketo developer guide, leads. */
const batch = 300

/** One page of rows that are known whole. */
export interface Cut<Row> {
  result: Row[]
  nextPageToken?: string
  moreResult?: boolean
}

/** Cuts a page out of rows, with the token of the next one when there is one; undefined when the token given is none. */
export function cut<Row>(
  rows: Row[],
  { nextPageToken, batchSize = batch }: { nextPageToken?: string | undefined; batchSize?: number | undefined },
  now: number,
): Cut<Row> | undefined {
  const place = nextPageToken === undefined ? { since: now, offset: 0 } : readToken(nextPageToken)
  if (!place) return undefined
  const end = place.offset + batchSize
  const more = rows.length > end ? { nextPageToken: writeToken({ ...place, offset: end }), moreResult: true } : {}
  return { result: rows.slice(place.offset, end), ...more }
}
