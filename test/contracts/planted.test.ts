import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nameOf } from '../../contracts/hops/pipeline.ts'
import { record } from '../../contracts/mutation/run/record.ts'
import { verifyReplies } from '../../contracts/mutation/run/replies.ts'
import type { Schema } from '../../contracts/openapi/types.ts'
import { ownFolder, pactsIn } from '../../contracts/pact/folder.ts'
import type { Pact, PactInteraction } from '../../contracts/pact/pact.ts'
import { type Sandbox, startSandbox } from '../../sandbox/server/sandbox.ts'
import { type Defect, defects } from './defects.ts'

const pacts = new Map((await pactsIn(ownFolder)).map(({ pact }) => [nameOf(pact), pact]))
const hops = [...Map.groupBy(defects, ({ hop }) => hop)].map(([hop, own]) => ({ hop, own }))

describe.each(hops)('the contract $hop notices when the provider', ({ hop, own }) => {
  const pact = pacts.get(hop) as Pact
  const found = new Map<Defect, Schema<'ControlVerified'>>()
  let sound: Schema<'ControlVerified'>[]
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, world: { automatic: false } })
    const provider = { baseUrl: sandbox.systems[pact.provider] as string, statesUrl: `${sandbox.url}/_sandbox/provider-states` }
    const recorded = []
    for (const { interaction: description } of own) {
      const interaction = pact.interactions.find((one) => one.description === description) as PactInteraction
      recorded.push({ interaction, reply: await record(interaction, provider) })
    }
    const spoilt = recorded.map(({ interaction, reply }, place) => ({ interaction, reply: (own[place] as Defect).spoil(reply) }))
    const results = await verifyReplies(pact, [...recorded, ...spoilt])
    sound = results.slice(0, own.length)
    for (const [place, defect] of own.entries()) found.set(defect, results[own.length + place] as Schema<'ControlVerified'>)
  })
  afterAll(() => sandbox.close())

  test.each(own)('$what: $interaction', (defect) => {
    const result = found.get(defect)
    expect(result?.outcome).toBe('failed')
    expect(result?.mismatches.map(({ at }) => at)).toEqual(expect.arrayContaining([expect.stringMatching(/^(status|header|body)/)]))
  })

  test('has no defect, by being content then', () => {
    expect(sound.flatMap(({ mismatches }) => mismatches)).toEqual([])
  })
})
