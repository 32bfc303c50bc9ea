import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { hops } from '../hops/index.ts'
import { nameOf } from '../hops/pipeline.ts'
import { ownFolder } from '../pact/folder.ts'
import { exercise } from './exercise.ts'
import type { Hop } from './interaction.ts'
import { written } from './written.ts'

/** Writes the pact of every hop from what its consumer really sends, and removes those of hops that are gone. */
process.env.PACT_DO_NOT_TRACK = 'true'
const folder = await mkdtemp(join(tmpdir(), 'pql-pacts-'))
try {
  const pacts = new Map<string, string>()
  for (const hop of hops) pacts.set(`${nameOf(hop)}.json`, await generate(hop))
  await mkdir(ownFolder, { recursive: true })
  for (const name of await readdir(ownFolder)) if (!pacts.has(name)) await rm(join(ownFolder, name))
  for (const [name, text] of pacts) await writeFile(join(ownFolder, name), text)
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function generate(hop: Hop): Promise<string> {
  for (const interaction of hop.interactions) {
    const { outcome } = await exercise(hop, interaction, folder)
    if (isDeepStrictEqual(JSON.parse(JSON.stringify(outcome)), interaction.outcome)) continue
    throw new Error(`${nameOf(hop)}, "${interaction.description}": the consumer made ${JSON.stringify(outcome)} of the answer.`)
  }
  return written(hop, folder)
}
