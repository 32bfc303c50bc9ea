import fc from 'fast-check'
import type { SystemName } from '../../contracts/types.ts'
import { developmentCredentials } from '../../mocks/credentials.ts'
import { sobjectOf } from '../../mocks/salesforce/records/sobjects.ts'
import type { World } from '../../mocks/world.ts'

/** Stands for something that the world knows, by its number: an id of a row, of a trace. Filled in when the call is sent. */
export const known = fc.nat(400).map((number) => `{{known ${number}}}`)

type Id = string | number

/** A text with what the world knows in the place of its marks; a quoted mark becomes a number where the id is one. */
export function filled(text: string, ids: Id[], system: SystemName, write: (id: string) => string = (id) => id): string {
  if (!text.includes('{{')) return text
  const idOf = (number: string) => ids[Number(number) % ids.length] ?? '1'
  return text
    .replaceAll(/"\{\{known (\d+)\}\}"/g, (_, number) => JSON.stringify(idOf(number)))
    .replaceAll(/\{\{known (\d+)\}\}/g, (_, number) => write(String(idOf(number))))
    .replaceAll(/\{\{(\w+)\}\}/g, (mark, name) => proofOf(system, name) ?? mark)
}

/** What a client of the system proves itself with, by its name in a request. */
function proofOf(system: SystemName, name: string): string | undefined {
  const own: Record<string, string> = Object(developmentCredentials[system as keyof typeof developmentCredentials])
  return own[name.replace(/_(\w)/, (_, letter) => letter.toUpperCase())]
}

/** What a call may name: ids of its system, and those of the right kind where the path says which. */
export function knownTo(world: World, system: SystemName, path = ''): Id[] {
  const named = system === 'control' ? namedByControl(world, path) : []
  const ids = named.length ? named : keysOf(world, (name) => system === 'control' || name.startsWith(`${system}.`))
  const prefix = system === 'salesforce' && sobjectOf(path.match(/\/sobjects\/(\w+)\//)?.[1] ?? '')?.keyPrefix
  return prefix ? ids.filter((id) => String(id).startsWith(prefix)) : ids
}

function namedByControl(world: World, path: string): Id[] {
  if (path.startsWith('/_sandbox/traces/')) return world.traces.list({ limit: 4 }).rows.map(({ id }) => id)
  if (path.startsWith('/_sandbox/jobs/')) return [...world.jobs.keys()] as Id[]
  return path.startsWith('/_sandbox/tables/') ? world.store.names.flatMap((name) => name.split('.')) : []
}

/** The newest keys of each table. */
const keysOf = ({ store }: World, isWanted: (name: string) => boolean): Id[] =>
  store.names.filter(isWanted).flatMap((name) => [...store.relation(name).rows.keys()].slice(-4))
