import type { Rows } from '../../contracts/types.ts'
import type { Context } from '../context.ts'
import { type Definitions, table } from '../table.ts'

type Row = Rows<'WorkatoTables'>

export const tables = {
  tokens: table<Row['tokens']>()('id'),
  recipes: table<Row['recipes']>()('id'),
  jobs: table<Row['jobs']>()('id', { index: { status: ({ status }) => status } }),
  access_policies: table<Row['access_policies']>()('id'),
} satisfies Definitions

export type WorkatoContext = Context<typeof tables>
