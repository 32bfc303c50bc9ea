import type { Rows } from '../../contracts/openapi/types.ts'
import type { Context } from '../core/system/context.ts'
import { type Definitions, table } from '../core/system/table.ts'

type Row = Rows<'WorkatoTables'>

export const tables = {
  api_clients: table<Row['api_clients']>()('id'),
  tokens: table<Row['tokens']>()('id', { hashed: true }),
  recipes: table<Row['recipes']>()('id'),
  jobs: table<Row['jobs']>()('id', { index: { status: ({ status }) => status } }),
  access_policies: table<Row['access_policies']>()('id'),
} satisfies Definitions

export type WorkatoContext = Context<typeof tables>
export type Recipe = Row['recipes']
export type Job = Row['jobs']

/** The one client of the API platform; undefined in a world from before it had a row. */
export const clientOf = async ({ tables }: WorkatoContext) => (await tables.api_clients.page({ limit: 1 })).rows[0]
