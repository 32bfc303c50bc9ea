import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { placeOf } from '../hops/pipeline.ts'
import { Mistake } from '../openapi/mistake.ts'
import { type Pact, readPact } from './pact.ts'

/** Where the pacts of our own hops are kept. */
export const ownFolder = join(import.meta.dirname, '..', 'pacts')

/** A pact with the file it came from. */
export interface PactFile {
  path: string
  pact: Pact
}

/** Every pact in a folder, in the order of the pipeline and then by file name; throws a Mistake when there is none, or when a file is none. */
export async function pactsIn(folder: string): Promise<PactFile[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    throw new Mistake(`There are no pacts in ${folder}: ${error.code === 'ENOENT' ? 'there is no such folder' : error.message}.`)
  })
  const paths = names.filter((name) => name.endsWith('.json')).sort()
  if (!paths.length) throw new Mistake(`There are no pacts in ${folder}: no file there ends in .json.`)
  const files = await Promise.all(paths.map((name) => pactAt(join(folder, name))))
  return files.sort((one, other) => placeOf(one.pact) - placeOf(other.pact))
}

/** The pact in a file. */
export async function pactAt(path: string): Promise<PactFile> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Mistake(`${path} cannot be read: ${error.code === 'ENOENT' ? 'there is no such file' : error.message}.`)
  })
  return { path, pact: readPact(text, path) }
}
