/** A record as it is kept, of any object. */
export interface Row {
  Id: string
  IsDeleted?: boolean
  [column: string]: unknown
}
