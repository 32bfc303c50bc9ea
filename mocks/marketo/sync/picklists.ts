import { statesOf } from '../../core/system/places/countries.ts'

/** Countries whose two-letter state codes are spelled out. Source: GitLab handbook, marketing-operations/marketo. */
const spelledOut = new Map([
  ['United States', byCode('US')],
  ['Canada', byCode('CA')],
])

function byCode(country: string): Map<string, string> {
  return new Map(Object.entries(statesOf(country)).map(([name, code]) => [code, name]))
}

/** Where a person lives. */
interface Place {
  country?: string | null | undefined
  state?: string | null | undefined
}

/** The name of a state that is given by its code; undefined where there is nothing to spell out. */
export const spellOut = ({ country, state }: Place): string | undefined => spelledOut.get(country ?? '')?.get(state?.toUpperCase() ?? '')
