import { isCountryName, isStateName, picklistProblem } from '../picklists.ts'
import { type Field, fields, requiredFields } from './fields.ts'
import { longId, prefixes } from './ids.ts'
import { fieldValue } from './mapping.ts'
import { type Refusal, refuseId, refuseIntegrity, refuseMissing, refuseRange, refuseType } from './refusals.ts'
import { readStamp } from './stamps.ts'
import type { Lead, SalesforceContext } from './tables.ts'

/** The refusal of a lead that breaks a rule of the org as it would be saved; `changed` are the fields that the request names. */
export async function refuseLead(lead: Lead, changed: Partial<Lead>, context: SalesforceContext): Promise<Refusal | undefined> {
  const touched = fields.filter(({ name }) => changed[name as keyof Lead] !== undefined)
  return (
    refuseGaps(lead) ??
    first(touched, (field) => refuseValue(field, fieldValue(lead, field))) ??
    refusePlace(lead, changed) ??
    (await refuseOwner(lead, changed, context))
  )
}

function first(touched: Field[], check: (field: Field) => Refusal | undefined): Refusal | undefined {
  for (const field of touched) {
    const refusal = check(field)
    if (refusal) return refusal
  }
  return undefined
}

function refuseGaps(lead: Lead): Refusal | undefined {
  const missing = requiredFields.filter((field) => fieldValue(lead, field) === null)
  return missing.length ? refuseMissing(missing.map(({ name }) => name)) : undefined
}

/** What the schema cannot tell: whether a time can be read, an id's checksum holds, a number has too many digits. */
function refuseValue(field: Field, value: unknown): Refusal | undefined {
  if (field.type === 'datetime') return readStamp(value as string) === undefined ? refuseType(field.type, value) : undefined
  if (field.type === 'reference') return longId(value as string) ? undefined : refuseId(field, value)
  if (!field.precision) return undefined
  return Math.abs(value as number) >= 10 ** (field.precision - field.scale) ? refuseRange(field, value) : undefined
}

/** Country and state as GitLab's Salesforce spells them, and coordinates that are complete. Texts but that of the longitude are assumed. */
function refusePlace({ Country, State, Latitude, Longitude }: Lead, changed: Partial<Lead>): Refusal | undefined {
  if ('Country' in changed && Country && !isCountryName(Country)) return refuseIntegrity('Country', picklistProblem.country)
  if (('Country' in changed || 'State' in changed) && State && !isStateName(State, Country))
    return refuseIntegrity('State', picklistProblem.state)
  if ((Latitude ?? null) === null && (Longitude ?? null) !== null)
    return refuseIntegrity('Latitude', 'Latitude value is missing : Latitude')
  if ((Longitude ?? null) === null && (Latitude ?? null) !== null)
    return refuseIntegrity('Longitude', 'Longitude value is missing : Longitude')
  return undefined
}

/** An owner is a user or one of the queues. That an unknown queue is refused in the same words is assumed. */
async function refuseOwner({ OwnerId }: Lead, changed: Partial<Lead>, { tables }: SalesforceContext): Promise<Refusal | undefined> {
  if (!changed.OwnerId || OwnerId?.startsWith(prefixes.User)) return undefined
  if (await tables.queues.get(OwnerId as string)) return undefined
  return refuseIntegrity('OwnerId', `Owner ID: id value of incorrect type: ${OwnerId}`)
}
