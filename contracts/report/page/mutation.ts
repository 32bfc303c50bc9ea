import type { Schema } from '../../openapi/types.ts'
import { type Markup, markup } from '../markup.ts'
import { code, fold, table } from './parts.ts'

type Mutant = Schema<'ControlMutant'>

const columns = [{ title: 'Interaction', long: true }, { title: 'Side' }, { title: 'Where' }, { title: 'Mutation' }]

const row = ({ interaction, side, at, kind }: Mutant): (Markup | string)[] => [interaction, side, code(at), code(kind)]

/** The mutants that the contract should have noticed. */
export function survivedPart({ survivors }: Schema<'ControlMutation'>): Markup | undefined {
  const rows = survivors.filter(({ not_relied_on }) => not_relied_on === undefined).map(row)
  return rows.length ? markup`<h3>Mutants that survived</h3>\n${table('Mutants that survived', columns, rows)}` : undefined
}

/** The mutants that the consumer is declared not to mind, with the reason. */
export function declaredPart({ survivors }: Schema<'ControlMutation'>): Markup | undefined {
  const declared = survivors.flatMap((mutant) => (mutant.not_relied_on === undefined ? [] : [[...row(mutant), mutant.not_relied_on]]))
  if (!declared.length) return undefined
  const reasoned = [...columns, { title: 'Why it may', long: true }]
  return fold(`Survivors that are not relied on (${declared.length})`, table('Survivors that are not relied on', reasoned, declared))
}
