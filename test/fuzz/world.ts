import { resolve } from '../../contracts/openapi/document.ts'
import { document, example, schema } from '../../contracts/openapi/spec.ts'
import type { Schema } from '../../contracts/openapi/types.ts'
import { createWorld } from '../../mocks/core/open.ts'
import type { WorldOptions } from '../../mocks/core/options.ts'
import { Clock } from '../../mocks/core/system/clock.ts'
import { hash } from '../../mocks/core/system/oauth.ts'
import type { Key, Row } from '../../mocks/core/system/table.ts'
import type { World } from '../../mocks/core/world.ts'
import { systems } from '../../mocks/systems.ts'
import { control } from '../../sandbox/control/system.ts'

/** The access token that calls come with: each system that issues tokens knows it, also after a reset. */
export const token = 'fuzz'

const issued = { id: hash(token), expires_at: '2100-01-01T00:00:00.000Z' }

const rows: Schema<'ControlSeed'> = {
  platypus: { tokens: [{ ...example('PlatypusTokenRow'), ...issued }] },
  workato: { tokens: [{ ...example('WorkatoTokenRow'), ...issued }] },
  marketo: { tokens: [{ ...example('MarketoTokenRow'), ...issued }] },
  salesforce: { tokens: [{ ...example('SalesforceTokenRow'), ...issued }] },
}

/** What makes worlds alike, so that the same calls have the same results: time, ids and jitter follow from nothing outside. */
export function alike(): Partial<WorldOptions> {
  let now = Date.parse('2024-03-01T12:00:00.000Z')
  let state = 1
  const next = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0)
  return {
    rows,
    clock: new Clock(() => now++),
    randomness: (bytes) => void bytes.set(bytes.map(() => next() >>> 16)),
    chance: () => next() / 2 ** 32,
    automatic: false,
  }
}

/** A new world of all systems, the sandbox's own interface included. */
export async function newWorld(report: (error: unknown) => void): Promise<World> {
  const addresses = Object.fromEntries(systems.map(({ name }, index) => [name, `http://127.0.0.1:${4001 + index}`]))
  const interior = control({ world: () => world, version: '0.0.0', systems: () => addresses, damage: [], hops: [], trusts: () => true })
  // Copies, so that what fuzzing happens to provoke does not count for the documented refusals that tests must produce.
  const copies = systems.map((system) => ({ ...system }))
  const world: World = await createWorld({ ...alike(), systems: [...copies, interior], report })
  for (const [table, row] of exampleRows) put(world, table, row)
  return world
}

const ingestJob = example('SalesforceIngestJobRow')

/** The examples of each table's rows, so that the ids of the document's examples are known, and jobs of bulk ingest in each of their states. */
const exampleRows: [table: string, row: Row][] = [
  ...systems.flatMap(({ name, tables }) => Object.keys(tables).flatMap((table) => exampleRow(name, table))),
  ...(['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Failed', 'Aborted'] as const).map((state, index): [string, Row] => [
    'salesforce.ingest_jobs',
    { ...ingestJob, id: `75000000000010${index}AAA`, state },
  ]),
]

function exampleRow(system: string, table: string): [string, Row][] {
  const ofSystem = `${system.charAt(0).toUpperCase()}${system.slice(1)}Tables` as 'MarketoTables'
  const items = schema(ofSystem).properties?.[table]?.items ?? {}
  return (resolve(items, document).examples ?? []).map((row) => [`${system}.${table}`, row as Row])
}

/** Puts a row into a table, unless it clashes with the seed. */
function put({ store, clock }: World, table: string, example: Row) {
  const { definition, rows } = store.relation(table)
  const row = definition.complete?.(example, clock.stamp()) ?? example
  const key = row[definition.key] as Key
  if (!rows.has(key)) store.commit([{ table, key, before: undefined, after: structuredClone(row) }])
}
