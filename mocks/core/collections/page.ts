import type { Page, PageRequest } from '../system/table.ts'

/**
 * Goes through items from the last to the first, `limit` matching ones at a time; `after` is the place where the page before
 * stopped. `read` turns an item into what is wanted, for items that are only a way to it.
 */
export function pageOf<Item, Kind>(
  items: readonly Item[],
  { limit, after, where = () => true }: PageRequest<Kind>,
  read: (item: Item) => Kind,
): Page<Kind> {
  const found: Kind[] = []
  let place = after ? Math.min(Number(after), items.length) : items.length
  while (place > 0 && found.length < limit) {
    const row = read(items[--place] as Item)
    if (where(row)) found.push(row)
  }
  return { rows: found, next: place > 0 ? String(place) : null }
}
