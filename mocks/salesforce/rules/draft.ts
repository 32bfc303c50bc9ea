import type { Row } from '../records/row.ts'

/** A record as it would be saved, and the fields that the request names. */
export interface Draft {
  row: Row
  changed: Partial<Row>
}
