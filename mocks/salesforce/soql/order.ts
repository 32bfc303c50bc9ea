import { type Field, fieldOf } from '../fields.ts'
import { fieldValue } from '../mapping.ts'
import type { Lead } from '../tables.ts'
import { comparable } from './filter.ts'
import type { Order } from './soql.ts'

/** Compares two leads by what follows ORDER BY. Leads without a value come first unless NULLS LAST is said, in either direction. */
export function sorter(orders: Order[]): (one: Lead, other: Lead) => number {
  const compares = orders.map(byOne)
  return (one, other) => {
    for (const compare of compares) {
      const difference = compare(one, other)
      if (difference) return difference
    }
    return 0
  }
}

function byOne({ field: name, descending, nullsLast }: Order) {
  const field = fieldOf(name) as Field
  return (one: Lead, other: Lead): number => {
    const [left, right] = [comparable(fieldValue(one, field), field), comparable(fieldValue(other, field), field)]
    if (left === right) return 0
    if (left === null || right === null) return (left === null) === nullsLast ? 1 : -1
    return left < right === descending ? 1 : -1
  }
}
