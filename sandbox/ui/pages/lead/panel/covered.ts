import { nameOf } from '../../../../../contracts/hops/pipeline.ts'
import type { Schema } from '../../../../../contracts/openapi/types.ts'
import type { Exchange } from '../../../../../mocks/core/system/record.ts'

/** What a contract says of an exchange. */
export interface Covered {
  hop: string
  hasContract: boolean
  /** Interactions with the same operation and status, and how each was last verified. */
  interactions: (Schema<'ControlInteraction'> & { outcome?: 'passed' | 'failed' | undefined })[]
}

export function coveredBy({ consumer, provider, operation, status }: Exchange, hops: Schema<'ControlHop'>[]): Covered {
  const hop = hops.find((one) => one.consumer === consumer && one.provider === provider)
  const fitting = hop?.interactions.filter((one) => one.operation !== null && one.operation === operation && one.status === status) ?? []
  const outcomeOf = (description: string) => hop?.verification?.results.find(({ interaction }) => interaction === description)?.outcome
  return {
    hop: nameOf({ consumer, provider }),
    hasContract: hop !== undefined,
    interactions: fitting.map((interaction) => ({ ...interaction, outcome: outcomeOf(interaction.description) })),
  }
}
