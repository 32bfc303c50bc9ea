import { Mistake } from '../../openapi/mistake.ts'
import type { PactInteraction } from '../../pact/pact.ts'
import { changeState, type Provider } from '../../verification/provider.ts'
import { type Reply, readReply } from '../reply.ts'
import { send } from '../request.ts'
import { filledIn, type Values } from './generator.ts'

/** What a provider truly answers to an interaction's request, in the interaction's states; everything is put back afterwards. */
export async function record(interaction: PactInteraction, provider: Provider): Promise<Reply> {
  const { states } = interaction
  if (states.length && !provider.statesUrl)
    throw new Mistake(`"${interaction.description}" wants provider states, and nobody sets them: say who does.`)
  const values: Values = {}
  const done: PactInteraction['states'] = []
  try {
    for (const state of states) {
      Object.assign(values, await changed(provider, state, 'setup'))
      done.unshift(state)
    }
    const request = filledIn(interaction, values)
    return await readReply(await send(provider.baseUrl, { ...request, headers: { ...request.headers, ...provider.headers } }))
  } finally {
    for (const state of done) await changed(provider, state, 'teardown')
  }
}

async function changed(provider: Provider, state: PactInteraction['states'][number], action: 'setup' | 'teardown'): Promise<Values> {
  const result = await changeState(provider, state, action)
  if ('failure' in result) throw new Mistake(`A state cannot be changed: ${result.failure}`)
  return result.values
}
