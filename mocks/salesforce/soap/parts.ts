import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Row } from '../records/row.ts'
import type { Writing } from '../records/saving.ts'
import { changeRow, insertRow } from '../records/saving.ts'
import type { Sobject } from '../records/sobjects.ts'
import { refuseInvalid } from '../rules/validation.ts'
import type { SalesforceContext } from '../tables.ts'
import { account, type Conversion, contact, opportunity } from './conversion.ts'
import { fieldsFor } from './mapping.ts'

/** One of the records that a lead becomes: a new one, or one that is there and gets what it lacks. */
export interface Part {
  object: Sobject
  known: Row | undefined
  fields: Record<string, unknown>
}

/** What a lead becomes: an account, a contact and, unless it is not wanted, an opportunity. */
export function partsOf(conversion: Conversion, wanted: Schema<'SalesforceLeadConvert'>, now: number) {
  const { row, owner: OwnerId } = conversion
  const source = wanted.overwriteLeadSource && row.LeadSource ? { LeadSource: row.LeadSource } : {}
  return {
    account: part(account, conversion.account, { ...fieldsFor('Account', row), OwnerId }),
    contact: part(contact, conversion.contact, { ...fieldsFor('Contact', row), OwnerId }, source),
    ...(wanted.doNotCreateOpportunity
      ? {}
      : { opportunity: part(opportunity, conversion.opportunity, { ...dealOf(row, wanted, now), OwnerId }) }),
  }
}

/** Only what is `overwritten` replaces a value that is there. */
function part(object: Sobject, known: Row | undefined, fields: Record<string, unknown>, overwritten = {}): Part {
  const lacking = Object.entries(fields).filter(([name]) => known?.[name] === undefined)
  return { object, known, fields: { ...Object.fromEntries(lacking), ...overwritten } }
}

/** An opportunity begins in the first stage and closes with the quarter. */
const dealOf = (row: Row, { opportunityName }: Schema<'SalesforceLeadConvert'>, now: number) => ({
  ...fieldsFor('Opportunity', row),
  Name: opportunityName ?? `${String(row.Company).slice(0, 119)}-`,
  StageName: opportunity.field('StageName')?.picklistValues[0]?.value,
  CloseDate: quarterEnd(now),
})

function quarterEnd(now: number): string {
  const date = new Date(now)
  const month = date.getUTCMonth()
  return new Date(Date.UTC(date.getUTCFullYear(), month - (month % 3) + 3, 0)).toISOString().slice(0, 10)
}

/** The refusal of a validation rule for one of the parts, asked before any of them is saved. */
export async function refuseParts(parts: Part[], context: SalesforceContext): Promise<Schema<'SalesforceSoapError'> | undefined> {
  for (const { object, known, fields } of parts) {
    const refusal = await refuseInvalid(object, { row: { Id: '', ...known, ...fields }, changed: fields }, context)
    const [error] = refusal?.body ?? []
    if (error) return { ...(error.fields?.length ? { fields: error.fields } : {}), message: error.message, statusCode: error.errorCode }
  }
  return undefined
}

/** Saves a part, with what is known of it only now, and answers with its id. */
export async function savePart(
  { object, known, fields }: Part,
  more: object,
  writing: Writing,
  context: SalesforceContext,
): Promise<string> {
  const body = { ...fields, ...more }
  const saved = known ? await changeRow(object, known, body, writing, context) : await insertRow(object, body, writing, context)
  if ('row' in saved) return saved.row.Id
  const reason = JSON.stringify(saved.refusal.body)
  throw new Error(`A lead that was saved cannot become ${object.name}: ${reason}. Make soap/mapping.ts fit its fields.`)
}
