import TinyQueue from 'tinyqueue'
import type { Page } from '../system/table.ts'
import { compareBy, type Direction, type Standing, writeCursor } from './cursor.ts'

/** Which items of a list are wanted. */
export interface Wish<Item> {
  limit: number
  direction: Direction
  /** Where the page before ended. */
  after?: Standing | undefined
  where?: ((item: Item) => boolean) | undefined
}

/** A page of a sorted list, with how many items there are on all pages. */
export interface Sorted<Item> extends Page<Item> {
  total: number
}

/**
 * The first items in sorted order, in one pass that keeps no more of them than the page holds. The next page begins behind the last
 * one's standing, so that what comes or goes between two pages repeats nothing and hides nothing.
 */
export function topOf<Item>(items: Iterable<Item>, stand: (item: Item) => Standing, wish: Wish<Item>): Sorted<Item> {
  const { limit, direction, after, where } = wish
  const compare = compareBy(direction)
  const last = new TinyQueue<Standing & { item: Item }>([], (one, other) => compare(other, one))
  let [total, behind] = [0, 0]
  for (const item of items) {
    if (where && !where(item)) continue
    total++
    const standing = stand(item)
    if (after && compare(standing, after) <= 0) continue
    behind++
    if (last.length === limit && compare(standing, last.peek() as Standing) > 0) continue
    last.push({ ...standing, item })
    if (last.length > limit) last.pop()
  }
  const rows = last.data.sort(compare)
  const end = rows.at(-1)
  return { rows: rows.map(({ item }) => item), next: end && behind > limit ? writeCursor(end) : null, total }
}
