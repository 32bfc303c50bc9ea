import { nameOf } from '../hops/pipeline.ts'
import type { Schema } from '../openapi/types.ts'
import { count } from '../openapi/words.ts'
import { figures, percentText } from '../report/figures.ts'

/**
 * Why a mutation score is not good enough, in sentences; none when it is. `least` is the percentage of all mutants that must be killed.
 * What survives must besides be declared not relied on.
 */
export function weaknesses({ hops }: Schema<'ControlContracts'>, least: number): string[] {
  const { killed } = figures(hops)
  if (!killed?.whole) return ['There was nothing to mutate: no pact has an interaction.']
  const low = killed.part * 100 < least * killed.whole
  return [
    ...hops.flatMap(undeclared),
    ...(low ? [`${killed.part} of ${killed.whole} mutants were killed (${percentText(killed)} of ${least}%).`] : []),
  ]
}

function undeclared(hop: Schema<'ControlHop'>): string[] {
  const missed = hop.mutation?.survivors.filter(({ not_relied_on }) => not_relied_on === undefined) ?? []
  if (!missed.length) return []
  return [`${nameOf(hop)}: ${count(missed.length, 'mutant')} survived. Tighten the contract, or say at the field why it is not relied on.`]
}
