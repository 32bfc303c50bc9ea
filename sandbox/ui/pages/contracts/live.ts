import type { Schema } from '../../../../contracts/openapi/types.ts'

type Hop = Schema<'ControlHop'>
type Exchange = Schema<'ControlOverview'>['exchanges'][number]

/** A kind of exchange that happened and that no interaction has. */
export interface Uncovered extends Exchange {
  /** Why the contract may leave it out, when it says so. */
  notConsumed?: string
}

/** What happened on hops that have a contract, and how much of it. */
export interface Live {
  /** Exchanges on these hops. */
  total: number
  /** Of these in no contract, the most frequent first. */
  uncovered: Uncovered[]
}

/** Compares what happened with the interactions, by operation and status. Where no answer came there was nothing to promise. */
export function compare(hops: Hop[], exchanges: Exchange[]): Live {
  const ours = exchanges.filter((exchange) => exchange.status > 0 && hopOf(exchange, hops))
  const uncovered = ours.flatMap((exchange) => {
    const hop = hopOf(exchange, hops) as Hop
    return isCovered(exchange, hop) ? [] : [{ ...exchange, ...reasonOf(exchange, hop) }]
  })
  return { total: ours.reduce((sum, { count }) => sum + count, 0), uncovered: uncovered.toSorted((one, other) => other.count - one.count) }
}

const hopOf = ({ consumer, provider }: Exchange, hops: Hop[]) => hops.find((hop) => hop.consumer === consumer && hop.provider === provider)

const isCovered = ({ operation, status }: Exchange, { interactions }: Hop) =>
  interactions.some((interaction) => interaction.operation === operation && interaction.status === status)

function reasonOf({ operation, status }: Exchange, { coverage }: Hop): { notConsumed?: string } {
  const statuses = coverage?.operations.find((one) => one.operation === operation)?.statuses
  const reason = statuses?.find((one) => one.status === status)?.not_consumed
  return reason === undefined ? {} : { notConsumed: reason }
}
