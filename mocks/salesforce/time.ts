import type { Clock } from '../core/system/clock.ts'

/** Salesforce's own form of a time, `2024-01-01T00:05:00.000+0000`. Source: Salesforce REST API Developer Guide. */
export const toStamp = (at: number) => new Date(at).toISOString().replace('Z', '+0000')

export const stampNow = (clock: Clock) => toStamp(clock.now())

/** Epoch milliseconds of a time in Salesforce's form or another of ISO 8601 with a zone; undefined when the text is none. */
export function readStamp(text: string): number | undefined {
  const match = text.match(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:?\d{2})$/)
  if (!match) return undefined
  const [, time, zone] = match as unknown as [string, string, string]
  const at = Date.parse(time + zone.replace(/^(...)(\d\d)$/, '$1:$2'))
  return Number.isNaN(at) ? undefined : at
}
