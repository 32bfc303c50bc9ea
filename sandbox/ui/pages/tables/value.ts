/** How a value is shown. */
export type Kind = 'absent' | 'null' | 'boolean' | 'number' | 'time' | 'json' | 'text'

/** ISO 8601 with a time, as most systems write it, and as Salesforce does (`+0000`). */
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/

export function kindOf(value: unknown): Kind {
  if (value === undefined) return 'absent'
  if (value === null) return 'null'
  if (typeof value === 'boolean' || typeof value === 'number') return typeof value as 'boolean' | 'number'
  if (typeof value === 'object') return 'json'
  return time.test(String(value)) ? 'time' : 'text'
}

/** Characters that a cell of a table has room for, with some to spare. */
const room = 120

/** A value in one line, cut when it is long. */
export function brief(value: unknown): string {
  if (value === undefined) return ''
  const text = cut(typeof value === 'string' ? value : JSON.stringify(value), room)
  return text.replace(/\s+/g, ' ')
}

/** A value as a whole, JSON indented. */
export const whole = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? ''))

/** The first characters of a text, never half of one. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text
  return `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** What the sandbox compares a column with when it filters; undefined for what it cannot find. */
export const comparable = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null ? undefined : String(value ?? '')
