import type { SystemName } from '../openapi/types.ts'

/** One arrow between two systems. */
export interface Arrow {
  consumer: SystemName
  provider: SystemName
}

/** The arrows of the pipeline, in the order of a lead; behind the hop to Workato stand those that led there in 2022. Each has a contract, in the folder and the pact of its name. */
export const pipeline = [
  { consumer: 'gitlab', provider: 'customersdot' },
  { consumer: 'customersdot', provider: 'gitlab' },
  { consumer: 'customersdot', provider: 'workato' },
  { consumer: 'customersdot', provider: 'platypus' },
  { consumer: 'platypus', provider: 'workato' },
  { consumer: 'workato', provider: 'marketo' },
  { consumer: 'marketo', provider: 'salesforce' },
] as const satisfies Arrow[]

/** Where a hop stands in the pipeline; behind all others when it is none of ours. */
export const placeOf = (hop: { consumer: string; provider: string }): number => {
  const place = pipeline.findIndex((arrow) => nameOf(arrow) === nameOf(hop))
  return place < 0 ? pipeline.length : place
}

/** A hop's name: `customersdot-workato`. */
export const nameOf = ({ consumer, provider }: { consumer: string; provider: string }): string => `${consumer}-${provider}`
