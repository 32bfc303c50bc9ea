/** Below this length an array is copied rather than grown: growing leaves room behind, and there are 100,000 of them. */
const short = 64

/** An array with more behind it; the given one is not to be used any more. */
export function added<Item>(items: Item[], ...more: Item[]): Item[] {
  if (items.length < short) return [...items, ...more]
  items.push(...more)
  return items
}
