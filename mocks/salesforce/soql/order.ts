import { fieldValue } from '../mapping.ts'
import type { Field } from '../records/fields.ts'
import type { Row } from '../records/row.ts'
import type { Sobject } from '../records/sobjects.ts'
import { comparable } from './filter.ts'
import type { Order } from './soql.ts'

/** Compares two records by what follows ORDER BY. Records without a value come first unless NULLS LAST is said, in either direction. */
export function sorter(object: Sobject, orders: Order[]): (one: Row, other: Row) => number {
  const compares = orders.map((order) => byOne(object, order))
  return (one, other) => {
    for (const compare of compares) {
      const difference = compare(one, other)
      if (difference) return difference
    }
    return 0
  }
}

function byOne(object: Sobject, { field: name, descending, nullsLast }: Order) {
  const field = object.field(name) as Field
  const ranked = (row: Row) => comparable(fieldValue(object, row, field), field)
  return (one: Row, other: Row): number => {
    const [left, right] = [ranked(one), ranked(other)]
    if (left === right) return 0
    if (left === null || right === null) return (left === null) === nullsLast ? 1 : -1
    return left < right === descending ? 1 : -1
  }
}
