/** What an item of a list is sorted by: a text or a number. What has none comes last, in either direction. */
export type Rank = string | number | undefined

/** Where an item stands in a sorted list: by its rank, and among equals by the place at which it came. */
export interface Standing {
  rank: Rank
  place: number
}

export type Direction = 'asc' | 'desc'

/** Compares two standings as `sort` does. Texts are compared by their code units. */
export function compareBy(direction: Direction): (one: Standing, other: Standing) => number {
  const sign = direction === 'asc' ? 1 : -1
  return (one, other) => {
    if (one.rank === other.rank) return sign * (one.place - other.place)
    if (one.rank === undefined) return 1
    if (other.rank === undefined) return -1
    return one.rank < other.rank ? -sign : sign
  }
}

/** A standing as the `next` of a page. */
export const writeCursor = ({ rank, place }: Standing): string => JSON.stringify(rank === undefined ? [place] : [place, rank])

/** The standing that a page ended with; undefined when the text is none. */
export function readCursor(text: string): Standing | undefined {
  if (!/^\[\d+(,|\])/.test(text)) return undefined
  try {
    const [place, rank] = JSON.parse(text) as [number, Rank?]
    return { rank, place }
  } catch {
    return undefined
  }
}
