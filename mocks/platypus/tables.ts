import type { Rows } from '../../contracts/openapi/types.ts'
import type { Context } from '../core/system/context.ts'
import { type Definitions, table } from '../core/system/table.ts'

type Row = Rows<'PlatypusTables'>

export const tables = {
  tokens: table<Row['tokens']>()('id', { hashed: true }),
  completed_jobs: table<Row['completed_jobs']>()('id'),
  alerts: table<Row['alerts']>()('id'),
} satisfies Definitions

export type PlatypusContext = Context<typeof tables>
