import { statesOf } from '../../core/system/places/countries.ts'
import { isCountryName, isStateName, picklistProblem } from '../../core/system/places/picklists.ts'
import type { Lead } from '../tables.ts'

/** Countries whose two-letter state codes are spelled out. Source: GitLab handbook, marketing-operations/marketo. */
const spelledOut = new Map([
  ['United States', byCode('US')],
  ['Canada', byCode('CA')],
])

function byCode(country: string): Map<string, string> {
  return new Map(Object.entries(statesOf(country)).map(([name, code]) => [code, name]))
}

/** The name of a state that is given by its code; undefined where there is nothing to spell out. */
export const spellOut = ({ country, state }: Lead): string | undefined => spelledOut.get(country ?? '')?.get(state?.toUpperCase() ?? '')

const required = { lastName: 'LastName', company: 'Company' } as const

/**
 * Why a person cannot go to Salesforce; undefined when nothing is in the way. Sources: Adobe Marketo product documentation,
 * sync-person-to-sfdc; GitLab handbook, marketing-operations/marketo. The texts are Salesforce's own, those of the picklists assumed.
 */
export function obstacle(lead: Lead): string | undefined {
  const missing = Object.entries(required).flatMap(([field, name]) => (lead[field as keyof typeof required]?.trim() ? [] : [name]))
  if (missing.length) return `Required fields are missing: [${missing.join(', ')}]`
  const { country, state } = lead
  if (country && !isCountryName(country)) return picklistProblem.country
  return !state || isStateName(state, country) ? undefined : picklistProblem.state
}
