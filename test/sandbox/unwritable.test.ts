import { beforeAll, describe, expect, it } from 'vitest'
import { type Reply, readReply } from '../../contracts/mutation/reply.ts'
import { send } from '../../contracts/mutation/request.ts'
import { filledIn, type Values } from '../../contracts/mutation/run/generator.ts'
import { record } from '../../contracts/mutation/run/record.ts'
import { ownFolder, pactsIn } from '../../contracts/pact/folder.ts'
import type { Given } from '../../contracts/pact/pact.ts'
import { changeState, type Provider } from '../../contracts/verification/provider.ts'
import { MemoryJournal } from '../../mocks/core/memory.ts'
import { WriteError } from '../../mocks/core/store/storage.ts'
import type { World } from '../../mocks/core/world.ts'
import { type Sandbox, startSandbox } from '../../sandbox/server/sandbox.ts'

/** A journal that refuses every change set while `refusing` is set. */
class Flaky extends MemoryJournal {
  refusing = false
  refused = 0

  override append() {
    this.#meet()
  }

  override replace() {
    this.#meet()
  }

  #meet() {
    if (!this.refusing) return
    this.refused++
    throw new WriteError('The journal cannot be written.')
  }
}

const pacts = await pactsIn(ownFolder)
const interactions = pacts.flatMap(({ pact }) =>
  pact.interactions.map((interaction) => ({
    provider: pact.provider,
    title: `${pact.consumer} → ${pact.provider}: ${interaction.description}`,
    interaction,
  })),
)

const rowsIn = ({ store }: World) => JSON.stringify(store.names.map((name) => [...store.relation(name).rows]))

/** How a system says that it has failed, or that the one it asked has. */
const failure: Record<string, RegExp> = {
  marketo: /^200 .*"code":"611"/s,
  salesforce: /^500 .*UNKNOWN_EXCEPTION/s,
  customersdot: /^(500|422) /,
}

describe('a sandbox whose journal cannot be written', () => {
  const journal = new Flaky()
  let sandbox: Sandbox
  const reported: unknown[] = []

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, world: { journal, automatic: false, report: (error) => reported.push(error) } })
    return () => sandbox.close()
  })

  const providerOf = (name: string): Provider => ({
    baseUrl: sandbox.systems[name] as string,
    statesUrl: `${sandbox.url}/_sandbox/provider-states`,
  })

  async function during(provider: Provider, states: Given[], work: (values: Values) => Promise<Reply>): Promise<Reply> {
    const values: Values = {}
    for (const state of states) Object.assign(values, ((await changeState(provider, state, 'setup')) as { values: Values }).values)
    const before = rowsIn(sandbox.world)
    journal.refusing = true
    try {
      return await work(values)
    } finally {
      journal.refusing = false
      expect(rowsIn(sandbox.world)).toBe(before)
      for (const state of states.toReversed()) await changeState(provider, state, 'teardown')
    }
  }

  it.each(interactions)('answers as documented or fails in dialect, and changes nothing: $title', async ({ provider, interaction }) => {
    const own = providerOf(provider)
    const usual = await record(interaction, own)
    journal.refused = 0
    const reply = await during(own, interaction.states, async (values) => readReply(await send(own.baseUrl, filledIn(interaction, values))))
    if (!journal.refused) expect(reply.status).toBe(usual.status)
    else expect(`${reply.status} ${reply.text}`).toMatch(failure[provider] ?? /^500 /)
    expect(reported).toEqual([])
    if (interaction.request.method === 'GET') expect(journal.refused).toBe(0)
  })
})
