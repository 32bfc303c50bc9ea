const units: [string, number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
]

/** Milliseconds in the two greatest units that they fill: `3 min 12 s`. */
export function duration(milliseconds: number): string {
  let rest = Math.max(0, Math.ceil(milliseconds / 1000))
  const parts: string[] = []
  for (const [unit, seconds] of units) {
    const count = Math.floor(rest / seconds)
    rest %= seconds
    if (count) parts.push(`${count} ${unit}`)
    else if (parts.length) break
  }
  return parts.slice(0, 2).join(' ') || '0 s'
}

/** When something is due, seen from `now`: `in 15 s`, `due now`. */
export function until(at: string, now: number): string {
  const left = Date.parse(at) - now
  return left > 0 ? `in ${duration(left)}` : 'due now'
}

/** How far a clock is from the present: `2 h ahead of the present`. */
export function distance(offset: number): string {
  if (Math.abs(offset) < 1000) return 'the present'
  return `${duration(Math.abs(offset))} ${offset > 0 ? 'ahead of' : 'behind'} the present`
}
