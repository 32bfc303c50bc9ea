import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nameOf } from '../hops/pipeline.ts'
import { ownFolder } from '../pact/folder.ts'
import { exercise } from './exercise.ts'
import type { Hop } from './interaction.ts'
import { written } from './written.ts'

/** The consumer test of a hop: each interaction by the consumer's own code, and all of them together as the committed pact. */
export function describeConsumer(hop: Hop) {
  describe(`${hop.consumer} → ${hop.provider}`, () => {
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'pql-pacts-'))
    })
    afterAll(() => rm(folder, { recursive: true, force: true }))

    for (const interaction of hop.interactions) {
      test(`sends ${interaction.description}`, async () => {
        const { outcome, asked } = await exercise(hop, interaction, folder)
        expect(outcome).toEqual(interaction.outcome)
        if (interaction.asked) expect(asked).toEqual(interaction.asked)
      })
    }

    test('has exactly the committed pact: "npm run generate" writes it anew', async () => {
      const committed = await readFile(join(ownFolder, `${nameOf(hop)}.json`), 'utf8')
      expect(await written(hop, folder)).toBe(committed.replaceAll('\r\n', '\n'))
    })
  })
}
