import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Row } from './table.ts'

/** Something that a user of the sandbox should look at. */
export type Concern = Schema<'ControlConcern'>

/** The committed rows of a table, by its full name: `marketo.leads`. */
export type RowsOf = (table: string) => Iterable<Row>
