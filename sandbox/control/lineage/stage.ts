import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Fields } from '../../../mocks/core/system/fields/fieldmap.ts'
import type { OtherValue } from '../../../mocks/core/system/record.ts'

export type Cell = Schema<'ControlCell'>
export type Break = Schema<'ControlBreak'>

/** A place with what the lead had there. Without fields the lead did not come here, or what it left was not kept. */
export interface Stop {
  place: Schema<'ControlPlace'>
  fields: Fields | undefined
  kept: boolean
  /** Fields whose values another trace wrote, by name. */
  others?: Readonly<Record<string, OtherValue>> | undefined
}

/** A field from place to place, under any name. */
export interface Thread {
  field: string
  /** What it is called at the last place; null once it went no farther. */
  name: string | null
  value: unknown
  /** The trace whose value this is, once it is no longer the lead's own. */
  by?: string | undefined
  cells: Cell[]
}

/** Why a place has no fields. */
export const missing = ({ kept }: Stop): 'not_reached' | 'not_kept' => (kept ? 'not_reached' : 'not_kept')
