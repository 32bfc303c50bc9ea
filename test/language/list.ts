import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const file = join(import.meta.dirname, 'failing.txt')

/** The paths of the files that may still fail. Undefined if the list does not exist yet. */
export const readList = (): string[] | undefined => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : undefined)

export const writeList = (paths: string[]): void => writeFileSync(file, paths.map((path) => `${path}\n`).join(''))

/**
 * The list after a change: without files that pass or no longer exist, and with renamed files under their new path. `added` are the failing
 * files that are not on the list; the list never grows.
 */
export function shrunk(list: string[], failing: string[], renamed: ReadonlyMap<string, string>): { list: string[]; added: string[] } {
  const known = new Set(list.map((path) => renamed.get(path) ?? path))
  return { list: failing.filter((path) => known.has(path)).sort(), added: failing.filter((path) => !known.has(path)) }
}
