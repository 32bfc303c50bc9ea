import { styleText } from 'node:util'
import type { Schema } from '../../../contracts/openapi/types.ts'
import { coverageLines } from './coverage.ts'
import { figureLines, leftOutLines } from './figures.ts'
import { mutationLines } from './mutation.ts'
import { plain } from './plain.ts'
import { verificationLines } from './verification.ts'
import { count, nameOf } from './words.ts'

/** Contracts as text for a terminal: hop by hop what was verified, covered and mutated, with its figures, then the totals. */
export function contractsText({ hops }: Schema<'ControlContracts'>): string {
  if (!hops.length) return 'There are no contracts.'
  return [...hops.flatMap((hop) => [...hopLines(hop), '']), ...figureLines(hops), ...leftOutLines(hops)].join('\n').trimEnd()
}

function hopLines(hop: Schema<'ControlHop'>): string[] {
  const { consumer, provider, interactions, verification, coverage, mutation } = hop
  const heading = styleText('bold', `${plain(nameOf(consumer))} → ${plain(nameOf(provider))}`)
  if (!verification && !coverage && !mutation) return [heading, `  ${count(interactions.length, 'interaction')}, nothing was run`]
  return [
    heading,
    ...(verification ? verificationLines(hop, verification) : []),
    ...(coverage ? coverageLines(coverage) : []),
    ...(mutation ? mutationLines(mutation) : []),
    ...figureLines([hop]).map((line) => `  ${line}`),
  ]
}
