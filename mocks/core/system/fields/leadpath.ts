import type { Schema } from '../../../../contracts/openapi/types.ts'
import type { Exchange, Span, TraceSummary } from '../record.ts'
import type { Key } from '../table.ts'
import type { Fields, Passage } from './fieldmap.ts'

/** The request with which a lead comes to a system. */
interface LeadRequest {
  place: Schema<'ControlPlace'>
  carriesLead(exchange: Exchange): boolean
  /** Whether the lead was accepted; by default, a status from 200 to 399. */
  isAccepted?(exchange: Exchange): boolean
  /** The fields that the request carried. */
  fields(exchange: Exchange): Fields
}

/** The row that a system keeps of a lead. */
interface LeadRow {
  place: Schema<'ControlPlace'>
  table: string
  /** From the request to the row. */
  passage: Passage
  /** The key of the row, as far as the accepted request and the summary say it. */
  key(request: Exchange | undefined, summary: TraceSummary): Key | undefined
  /** Which state of the row counts: the last one, the one that was sent to the next system, or that of the request. */
  asOf: 'last' | 'sent' | 'request'
}

/** The systems before and after, and the request as it came. */
interface Neighbours {
  before: string | undefined
  after: string
  request: Exchange | undefined
}

/** What a system does with the fields of a lead. Lineage walks these from the first system to the last. */
export interface LeadPath {
  request: LeadRequest
  row?: LeadRow
  /** How the fields get to the next system, from the row or else from the request; undefined for the last system. */
  onward?(neighbours: Neighbours): Passage
  /** Whether a span shows that the lead goes through the system. Needed only for optional systems. */
  isReachedBy?(span: Span): boolean
}

/** A value as fields; empty when it is not an object. */
export const fieldsIn = (value: unknown): Fields => (value && typeof value === 'object' && !Array.isArray(value) ? (value as Fields) : {})
