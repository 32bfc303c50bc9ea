import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nameOf } from '../../contracts/hops/pipeline.ts'
import { ownFolder, pactsIn } from '../../contracts/pact/folder.ts'
import { verify } from '../../contracts/verification/verify.ts'
import { type Sandbox, startSandbox } from '../../sandbox/server/sandbox.ts'

const files = (await pactsIn(ownFolder)).map((file) => ({ hop: nameOf(file.pact), file }))

describe('the simulated providers', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, world: { automatic: false } })
  })
  afterAll(() => sandbox.close())

  test.each(files)('keep the contract $hop', async ({ hop, file }) => {
    const baseUrl = sandbox.systems[file.pact.provider] as string
    const results = await verify(file, { baseUrl, statesUrl: `${sandbox.url}/_sandbox/provider-states` })
    const broken = results.filter(({ outcome }) => outcome === 'failed')
    expect(
      broken.flatMap(({ interaction, mismatches }) => mismatches.map(({ at, message }) => `${hop}: ${interaction}: ${at}: ${message}`)),
    ).toEqual([])
    expect(broken).toEqual([])
    expect(results.length).toBe(file.pact.interactions.length)
    expect(results.length).toBeGreaterThan(0)
  })
})
