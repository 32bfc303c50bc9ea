import type { Answer } from '../../../contracts/openapi/types.ts'
import type { Client } from '../client.ts'

type Trace = Answer<'control.getTrace', 200>

/** One line of an export. */
export type Exported = { type: 'row'; table: string; row: Record<string, unknown> } | ({ type: 'trace' } & Trace)

const limit = 500

/** Every row of every table, then every trace, as the sandbox pages them. */
export async function* everything(client: Client): AsyncGenerator<Exported> {
  const { tables = [] } = await client.ask('control.listTables', {})
  for (const { system, table } of tables) yield* rows(client, system as string, table as string)
  for await (const { traces } of pages((after) => client.ask('control.listTraces', { query: { after, limit } })))
    for (const { id } of traces) yield* trace(client, id)
}

async function* rows(client: Client, system: string, table: string): AsyncGenerator<Exported> {
  const read = (after?: string) => client.ask('control.listRows', { path: { system, table }, query: { after, limit } })
  for await (const page of pages(read)) for (const row of page.rows) yield { type: 'row', table: `${system}.${table}`, row }
}

/** Nothing when retention has removed the trace since it was listed. */
async function* trace(client: Client, id: string): AsyncGenerator<Exported> {
  const response = await client.send('control.getTrace', { path: { id } })
  if (response.status === 404) return
  const trace = (await (await client.accepted(response)).json()) as Trace
  yield { type: 'trace', ...trace }
}

async function* pages<Page extends { next: string | null }>(read: (after?: string) => Promise<Page>): AsyncGenerator<Page> {
  let page = await read()
  yield page
  while (page.next !== null) yield (page = await read(page.next))
}
