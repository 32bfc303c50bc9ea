type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR'

/** A span of whole units around the current one: `from` and `to` in units, `to` not included. */
interface Period {
  unit: Unit
  from: number
  to: number
}

const days: Record<string, Period> = {
  YESTERDAY: { unit: 'DAY', from: -1, to: 0 },
  TODAY: { unit: 'DAY', from: 0, to: 1 },
  TOMORROW: { unit: 'DAY', from: 1, to: 2 },
}

const units = 'DAY|WEEK|MONTH|QUARTER|YEAR'
const one = new RegExp(`^(LAST|THIS|NEXT)_(${units})$`)
const many = new RegExp(`^(LAST|NEXT)_(?:N_(${units})S:(\\d{1,4})|(90)_DAYS)$`)
const ago = new RegExp(`^N_(${units})S_AGO:(\\d{1,4})$`)

/** What a date literal stands for; undefined when the text is none. Source: SOQL and SOSL reference, date literals; fiscal ones are left out. */
function periodOf(text: string): Period | undefined {
  const word = text.toUpperCase()
  return days[word] ?? oneOf(word) ?? manyOf(word) ?? agoOf(word)
}

export const isPeriod = (text: string): boolean => periodOf(text) !== undefined

function oneOf(word: string): Period | undefined {
  const [, which, unit] = one.exec(word) ?? []
  const from = which === 'LAST' ? -1 : which === 'NEXT' ? 1 : 0
  return unit && unit !== 'DAY' ? { unit: unit as Unit, from, to: from + 1 } : undefined
}

/** The last days go on up to the current one, the last weeks and longer units end before it. */
function manyOf(word: string): Period | undefined {
  const [, which, named, given, ninety] = many.exec(word) ?? []
  if (!which) return undefined
  const unit = (named ?? 'DAY') as Unit
  const count = Number(given ?? ninety)
  return which === 'LAST' ? { unit, from: -count, to: unit === 'DAY' ? 1 : 0 } : { unit, from: 1, to: count + 1 }
}

function agoOf(word: string): Period | undefined {
  const [, unit, count] = ago.exec(word) ?? []
  return unit ? { unit: unit as Unit, from: -Number(count), to: 1 - Number(count) } : undefined
}

/** When a date literal begins and ends, in epoch milliseconds, the end not included. The days are those of UTC, a week begins on Sunday (assumed). */
export function boundsOf(text: string, now: number): { begin: number; end: number } {
  const { unit, from, to } = periodOf(text) as Period
  return { begin: beginOf(unit, now, from), end: beginOf(unit, now, to) }
}

function beginOf(unit: Unit, now: number, shift: number): number {
  const date = new Date(now)
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()]
  if (unit === 'DAY') return Date.UTC(year, month, day + shift)
  if (unit === 'WEEK') return Date.UTC(year, month, day - date.getUTCDay() + 7 * shift)
  if (unit === 'MONTH') return Date.UTC(year, month + shift, 1)
  return unit === 'QUARTER' ? Date.UTC(year, month - (month % 3) + 3 * shift, 1) : Date.UTC(year + shift, 0, 1)
}
