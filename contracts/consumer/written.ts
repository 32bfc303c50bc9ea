import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nameOf } from '../hops/pipeline.ts'
import type { Hop } from './interaction.ts'

/** The pact that the exercised interactions of a hop left in a folder, as it is committed: without the versions of the tools. */
export async function written(hop: Hop, folder: string): Promise<string> {
  const pact = JSON.parse(await readFile(join(folder, `${nameOf(hop)}.json`), 'utf8')) as { metadata: { pactSpecification: object } }
  const { pactSpecification } = pact.metadata
  return `${JSON.stringify({ ...pact, metadata: { pactSpecification } }, null, 2)}\n`
}
