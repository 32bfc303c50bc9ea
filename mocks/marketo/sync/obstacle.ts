import { isCountryName, isStateName, picklistProblem } from '../../core/system/places/picklists.ts'
import type { Lead } from '../tables.ts'

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
