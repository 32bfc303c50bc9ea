import { nameOf } from '../hops/pipeline.ts'
import type { Schema } from '../openapi/types.ts'
import { figures, percentText } from '../report/figures.ts'
import { standingAs } from '../report/standing.ts'

type Hop = Schema<'ControlHop'>

/** How many of the statuses that a provider's consumers use may be marked `x-not-consumed`, in percent. */
const excusable = 10

/** Why a coverage is not good enough, in sentences; none when it is. `least` is the percentage of used statuses that a hop must exercise. */
export const shortfalls = ({ hops }: Schema<'ControlContracts'>, least: number): string[] => [
  ...hops.flatMap((hop) => (hop.interactions.length ? [...unreached(hop), ...uncovered(hop, least)] : [`${nameOf(hop)}: ${empty}`])),
  ...[...Map.groupBy(hops, ({ provider }) => provider)].flatMap(([provider, own]) => excused(provider, own)),
]

const empty = 'no pact has an interaction of this hop. "npm run generate" writes our own.'

const operationsOf = ({ coverage }: Hop) => coverage?.operations ?? []

/** What the client asks and no interaction is about. */
const unreached = (hop: Hop): string[] =>
  operationsOf(hop)
    .filter(({ asked, operation }) => asked && !hop.interactions.some((interaction) => interaction.operation === operation))
    .map(({ operation }) => `${nameOf(hop)}: ${hop.consumer} asks ${operation}, and no interaction is about it.`)

function uncovered(hop: Hop, least: number): string[] {
  const { statuses } = figures([hop])
  if (!hop.coverage || !statuses || statuses.percent === null || statuses.percent >= least) return []
  const missing = standingAs('missing', hop.coverage).map(({ operation, status }) => `${operation} ${status.status}`)
  const share = `${statuses.part} of ${statuses.whole} used statuses are exercised (${percentText(statuses)} of ${least}%)`
  return [`${nameOf(hop)}: ${share}; missing: ${missing.join(', ')}.`]
}

function excused(provider: string, hops: Hop[]): string[] {
  const used = hops.flatMap(operationsOf).flatMap(({ statuses }) => statuses.filter(({ used }) => used))
  const marked = used.filter(({ not_consumed }) => not_consumed !== undefined).length
  if (marked * 100 <= used.length * excusable) return []
  return [`${provider}: ${marked} of ${used.length} used statuses are marked x-not-consumed; ${excusable}% may be.`]
}
