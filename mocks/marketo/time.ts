/** A moment in Marketo's form: ISO 8601 in UTC, without fractions of a second. */
export const seconds = (moment: number): string => `${new Date(moment).toISOString().slice(0, 19)}Z`

const zone = /(Z|[+-]\d\d:?\d\d)$/

/**
 * Epoch milliseconds of a day (`2024-01-31`) or a moment (`2024-01-31T12:00:00Z`); NaN when it cannot be read. Without a zone it is
 * UTC, which is assumed.
 */
export function readMoment(text: string): number {
  if (!/^\d{4}-\d\d-\d\d(T.+)?$/.test(text)) return Number.NaN
  return Date.parse(zone.test(text) || !text.includes('T') ? text : `${text}Z`)
}
