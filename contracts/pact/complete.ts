import { resolve } from 'node:path'
import { nameOf, pipeline } from '../hops/pipeline.ts'
import { Mistake } from '../openapi/mistake.ts'
import { ownFolder, type PactFile, pactsIn } from './folder.ts'

/** Every pact in a folder. When that is our own, all hops must be there, or one would go unverified without a word. */
export async function completeIn(folder: string, own = ownFolder): Promise<PactFile[]> {
  const files = await pactsIn(folder)
  const missing = resolve(folder) === own ? unreached(files) : []
  if (missing.length) throw new Mistake(`There is no pact for ${missing.join(', ')} in ${folder}: "npm run generate" writes them.`)
  return files
}

/** The arrows of the pipeline for which there is no pact among those given. */
export const unreached = (files: PactFile[]): string[] =>
  pipeline.map(nameOf).filter((name) => !files.some(({ pact }) => nameOf(pact) === name))
