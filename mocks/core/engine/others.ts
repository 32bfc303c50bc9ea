import { differences, isEqual } from '../store/equal.ts'
import type { KeptRow, OtherValue } from '../system/record.ts'
import type { Row } from '../system/table.ts'

/** A row as a lead's work finds it, next to how the lead's work before left it. */
interface Found {
  inherited: KeptRow
  /** Trace ids by the names of the fields that they wrote last. */
  writers: Readonly<Record<string, string>>
  trace: string
  /** The form in which rows are compared. */
  normal?: ((row: Row) => Row) | undefined
}

/** Fields that another trace has written since this lead's work left the row, by name, with what this lead had there. */
export function othersIn(found: Row, { inherited, writers, trace, normal = (row) => row }: Found): Record<string, OtherValue> {
  const others: Record<string, OtherValue> = { ...inherited.others }
  const [left, now] = [normal(inherited.row), normal(found)]
  for (const name of differences(left, now)) {
    const own = others[name] ? others[name].instead : left[name]
    const writer = writers[name]
    if (!writer || writer === trace || isEqual(now[name], own)) delete others[name]
    else others[name] = { trace_id: writer, ...(own === undefined ? {} : { instead: own }) }
  }
  return others
}
