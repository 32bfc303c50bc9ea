/** Which part of all mutants is tried. */
export interface Sample {
  size: number
  /** The same seed chooses the same ones. */
  seed: number
}

/** A seeded choice of some items, in their order; all when there are not more. */
export function sampled<Item>(items: Item[], { size, seed }: Sample): Item[] {
  const chance = mulberry(seed)
  return items
    .map((item, place) => ({ item, place, rank: chance() }))
    .sort((one, other) => one.rank - other.rank)
    .slice(0, size)
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}

/** Numbers between 0 and 1. Source: Tommy Ettinger's mulberry32, in the public domain. */
function mulberry(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
