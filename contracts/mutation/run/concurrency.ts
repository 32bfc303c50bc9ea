/** Does work on every item, at most `width` at a time; resolves with the results in the items' order. */
export async function inParallel<Item, Result>(items: Item[], width: number, work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  const waiting = items.entries()
  const worker = async () => {
    for (const [place, item] of waiting) results[place] = await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}

/** A list in pieces of at most `size`. */
export const inPieces = <Item>(items: Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, piece) => items.slice(piece * size, (piece + 1) * size))
