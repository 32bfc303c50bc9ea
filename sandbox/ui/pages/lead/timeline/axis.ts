/** A stretch of time, in milliseconds since 1970. */
export interface Moment {
  from: number
  to: number
}

/** A piece of the axis: something happens in it, or nothing does for long and it is drawn short. `start` and `width` are shares of the whole. */
export interface Stretch extends Moment {
  pause: boolean
  start: number
  width: number
}

export interface Axis {
  stretches: Stretch[]
  /** Where a point of time stands, from 0 to 1. */
  share(time: number): number
}

/** Shares of the axis: what one pause takes, what all of them may, and what a stretch with work in it gets at least, of the work. */
const shares = { pause: 0.06, pauses: 0.4, least: 0.05 }

/** A time without work is a pause when it is longer than all work together, in which case it would squeeze it to less than half; and than this. */
const shortestPauseMs = 50

/** An axis of time that is broken where nothing happens for long, so that a job's pause of hours leaves room for the milliseconds of work. */
export function axisOf(moments: Moment[]): Axis {
  const work = merged(moments)
  const busy = work.reduce((sum, { from, to }) => sum + to - from, 0)
  const pieces = broken(work, Math.max(shortestPauseMs, busy))
  const stretches = laidOut(pieces)
  return { stretches, share: (time) => shareOf(stretches, time) }
}

/** Moments in order, those that touch as one. */
function merged(moments: Moment[]): Moment[] {
  const sorted = moments.filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to)).sort((one, other) => one.from - other.from)
  const joined: Moment[] = []
  for (const { from, to } of sorted) {
    const last = joined.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else joined.push({ from, to })
  }
  return joined
}

/** Work with pauses between; work with only a short time between is one piece. */
function broken(work: Moment[], limit: number) {
  const pieces: (Moment & { pause: boolean })[] = []
  for (const moment of work) {
    const last = pieces.at(-1)
    if (last && moment.from - last.to <= limit) last.to = moment.to
    else {
      if (last) pieces.push({ from: last.to, to: moment.from, pause: true })
      pieces.push({ ...moment, pause: false })
    }
  }
  return pieces
}

function laidOut(pieces: (Moment & { pause: boolean })[]): Stretch[] {
  const pauses = pieces.filter(({ pause }) => pause).length
  const each = Math.min(shares.pause, shares.pauses / Math.max(1, pauses))
  const lengths = pieces.map(({ from, to, pause }) => (pause ? 0 : to - from))
  const total = lengths.reduce((sum, length) => sum + length, 0) || 1
  const weights = lengths.map((length, index) => (pieces[index]?.pause ? 0 : Math.max(length, total * shares.least)))
  const weight = weights.reduce((sum, one) => sum + one, 0) || 1
  let start = 0
  return pieces.map((piece, index) => {
    const width = piece.pause ? each : ((weights[index] ?? 0) / weight) * (1 - each * pauses)
    const stretch = { ...piece, start, width }
    start += width
    return stretch
  })
}

function shareOf(stretches: Stretch[], time: number): number {
  const inside = stretches[lastFrom(stretches, time)] ?? stretches[0]
  if (!inside) return 0
  const { from, to, start, width } = inside
  const part = to > from ? (time - from) / (to - from) : 0
  return start + Math.min(1, Math.max(0, part)) * width
}

/** Index of the last stretch that begins at a time or before it; there may be thousands. */
function lastFrom(stretches: Stretch[], time: number): number {
  let low = 0
  let high = stretches.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((stretches[middle]?.from ?? 0) <= time) low = middle
    else high = middle - 1
  }
  return low
}
