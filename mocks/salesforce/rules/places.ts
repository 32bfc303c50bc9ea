import { isCountryName, isStateName, picklistProblem } from '../../core/system/places/picklists.ts'
import { type Refusal, refuseIntegrity } from '../refusals.ts'
import type { Lead } from '../tables.ts'
import type { Draft } from './draft.ts'

/** Country and state as GitLab's Salesforce spells them, and coordinates that are complete. Texts but that of the longitude are assumed. */
export function refusePlace({ row, changed }: Draft): Refusal | undefined {
  const { Country, State, Latitude, Longitude } = row as Lead
  if ('Country' in changed && Country && !isCountryName(Country)) return refuseIntegrity('Country', picklistProblem.country)
  if (('Country' in changed || 'State' in changed) && State && !isStateName(State, Country))
    return refuseIntegrity('State', picklistProblem.state)
  if ((Latitude ?? null) === null && (Longitude ?? null) !== null)
    return refuseIntegrity('Latitude', 'Latitude value is missing : Latitude')
  if ((Longitude ?? null) === null && (Latitude ?? null) !== null)
    return refuseIntegrity('Longitude', 'Longitude value is missing : Longitude')
  return undefined
}
