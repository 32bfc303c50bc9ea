import { route } from '../../mocks/core/http/router.ts'
import type { Schema, SystemName } from '../openapi/types.ts'
import type { Pact, PactInteraction } from './pact.ts'

/** A pact as the sandbox's interface and the reports show it. */
export const hopOf = ({ consumer, provider, interactions }: Pact): Schema<'ControlHop'> => ({
  consumer,
  provider,
  interactions: interactions.map((interaction) => described(interaction, provider)),
})

function described(interaction: PactInteraction, provider: string): Schema<'ControlInteraction'> {
  const { description, states, request, response } = interaction
  return {
    description,
    states: states.map(({ name }) => name),
    operation: operationOf(interaction, provider) ?? null,
    ...{ method: request.method, path: request.path, status: response.status },
  }
}

/** The operation of openapi.yaml that an interaction's request belongs to; undefined when there is none. */
export function operationOf({ request }: PactInteraction, provider: string): string | undefined {
  const found = route(provider as SystemName, request.method, request.path)
  return found && 'operation' in found ? found.operation.id : undefined
}
