import { styleText } from 'node:util'
import type { Schema } from '../../../contracts/openapi/types.ts'
import { stamp } from '../../../contracts/report/stamp.ts'
import { plain } from './plain.ts'
import { wrap } from './wrap.ts'

/** The mutants that no contract noticed: those that should have been, then those that the consumer is declared not to rely on. */
export function mutationLines({ at, survivors }: Schema<'ControlMutation'>): string[] {
  const missed = survivors.filter(({ not_relied_on }) => not_relied_on === undefined)
  const declared = survivors.filter(({ not_relied_on }) => not_relied_on !== undefined)
  return [styleText('dim', `  mutated ${plain(stamp(at))}`), ...missed.flatMap(missedLines), ...declared.flatMap(declaredLines)]
}

function missedLines(mutant: Schema<'ControlMutant'>): string[] {
  const [first = '', ...rest] = wrap(`survived: ${mutantText(mutant)}`, '    ')
  return [`  ${styleText('red', '✗')} ${first.trimStart()}`, ...rest]
}

const declaredLines = (mutant: Schema<'ControlMutant'>): string[] => [
  ...wrap(`not relied on: ${mutantText(mutant)}`, '    '),
  ...wrap(plain(mutant.not_relied_on), '      '),
]

const mutantText = ({ interaction, side, at, kind }: Schema<'ControlMutant'>): string =>
  `${plain(interaction)}: ${kind} ${side} ${plain(at)}`
