import fc from 'fast-check'
import type { SystemName } from '../../contracts/openapi/types.ts'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import type { World } from '../../mocks/core/world.ts'
import { sobjectOf } from '../../mocks/salesforce/records/sobjects.ts'

/** Stands for something that the world knows, by its number: an id of a row, of a trace. Filled in when the call is sent. */
export const known = fc.nat(400).map((number) => `{{known ${number}}}`)

type Id = string | number

/** A text with what the world knows instead of its marks; a quoted mark becomes a number where the id is one. */
export function filled(text: string, ids: Id[], system: SystemName, write: (id: string) => string = (id) => id): string {
  if (!text.includes('{{')) return text
  const idOf = (number: string) => ids[Number(number) % ids.length] ?? '1'
  return text
    .replaceAll(/"\{\{known (\d+)\}\}"/g, (_, number) => JSON.stringify(idOf(number)))
    .replaceAll(/\{\{known (\d+)\}\}/g, (_, number) => write(String(idOf(number))))
    .replaceAll(/\{\{(\w+)\}\}/g, (mark, name) => proofOf(system, name) ?? (name === 'username' ? 'jane' : mark))
}

/** What a client of the system proves itself with, by its name in a request. */
function proofOf(system: SystemName, name: string): string | undefined {
  const own: Record<string, string> = Object(developmentCredentials[system as keyof typeof developmentCredentials])
  return own[name.replace(/_(\w)/, (_, letter) => letter.toUpperCase())]
}

/** What a call may name: the keys of its system's tables, or of the table that the path names before the mark. */
export function knownTo(world: World, system: SystemName, path = ''): Id[] {
  if (path.startsWith('/_sandbox/traces/')) return world.traces.list({ limit: 4 }).rows.map(({ id }) => id)
  const [, word = ''] = path.match(/(\w+)\/\{\{known/) ?? []
  const table = sobjectOf(word)?.table ?? tables[word] ?? word
  const isNamed = (name: string) => name === `${system}.${table}` || name === `${system}.${table}s`
  const named = keysOf(world, isNamed)
  return named.length ? named : keysOf(world, (name) => system === 'control' || name.startsWith(`${system}.`))
}

/** A path with the names of a system and one of its tables instead of two marks. */
export const withTable = (world: World, path: string): string =>
  path.replace(/(?<=\/tables\/)\{\{known (\d+)\}\}\/\{\{known \d+\}\}/, (_, number) =>
    (world.store.names[Number(number) % world.store.names.length] as string).replace('.', '/'),
  )

/** Tables that paths call otherwise. */
const tables: Record<string, string> = { ingest: 'ingest_jobs' }

/** The newest keys of each table. */
const keysOf = ({ store }: World, isWanted: (name: string) => boolean): Id[] =>
  store.names.filter(isWanted).flatMap((name) => [...store.relation(name).rows.keys()].slice(-8))
