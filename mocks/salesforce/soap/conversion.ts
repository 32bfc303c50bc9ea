import type { Schema } from '../../../contracts/openapi/types.ts'
import { longId, prefixes } from '../ids.ts'
import { rowById } from '../records/lookup.ts'
import type { Row } from '../records/row.ts'
import { lead, type Sobject, sobjectOf } from '../records/sobjects.ts'
import type { SalesforceContext } from '../tables.ts'

type Wanted = Schema<'SalesforceLeadConvert'>
type Failure = Schema<'SalesforceSoapError'>

/** A conversion that may be done: the lead, who will own what it becomes, and the records that are there already. */
export interface Conversion {
  row: Row
  owner: string
  account?: Row
  contact?: Row
  opportunity?: Row
}

export const account = sobjectOf('Account') as Sobject
export const contact = sobjectOf('Contact') as Sobject
export const opportunity = sobjectOf('Opportunity') as Sobject

/** Statuses that count as converted; those of GitLab's org are not public. */
const converted = ['Qualified']

/**
 * Looks up what a conversion is about, or tells why it is refused. Codes and texts are assumed, but for those of a converted lead and of the
 * status, and the text for the owner. Source: Salesforce SOAP API Developer Guide, convertLead.
 */
export async function check(wanted: Wanted, context: SalesforceContext): Promise<Conversion | { failure: Failure }> {
  const found = await rowById(lead, wanted.leadId, context)
  if ('refusal' in found) return fail('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', 'leadId')
  const { row } = found
  if (row.IsConverted) return fail('CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead')
  if (!converted.includes(wanted.convertedStatus))
    return fail('INVALID_STATUS', `invalid convertedStatus: ${wanted.convertedStatus}`, 'convertedStatus')
  if ((wanted.opportunityName?.length ?? 0) > 120)
    return fail('STRING_TOO_LONG', 'The name of the opportunity is too long.', 'opportunityName')
  const owner = longId(wanted.ownerId ?? (row.OwnerId as string)) ?? ''
  if (!owner.startsWith(prefixes.User)) return fail('INVALID_ID_FIELD', ownerless, 'ownerId')
  const known = await lookUp(wanted, context)
  return 'failure' in known ? known : { row, owner, ...known }
}

const ownerless =
  'Converted objects can only be owned by users.  If the lead is not owned by a user, you must specify a user for the Owner field.'

type Known = Pick<Conversion, 'account' | 'contact' | 'opportunity'>

/** The records that the lead goes into; a contact comes with its account. */
async function lookUp(wanted: Wanted, context: SalesforceContext): Promise<Known | { failure: Failure }> {
  const known: Known = {}
  for (const [part, object] of [
    ['account', account],
    ['contact', contact],
    ['opportunity', opportunity],
  ] as const) {
    const id = wanted[`${part}Id`]
    const found = id ? await rowById(object, id, context) : undefined
    if (found && 'refusal' in found) return fail('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', `${part}Id`)
    if (found) known[part] = found.row
  }
  if (known.contact && known.contact.AccountId !== known.account?.Id)
    return fail('INVALID_CROSS_REFERENCE_KEY', 'The contact is not of the account.', 'contactId')
  return known
}

const fail = (statusCode: string, message: string, field?: string) => ({
  failure: { ...(field ? { fields: [field] } : {}), message, statusCode },
})
