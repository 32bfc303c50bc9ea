import type { Schema } from '../../../contracts/types.ts'
import { tableOf } from '../records/lookup.ts'
import { changeRow, insertRow, modified, type Writing } from '../records/saving.ts'
import { lead, type Sobject } from '../records/sobjects.ts'
import { stampNow } from '../stamps.ts'
import type { Row, SalesforceContext } from '../tables.ts'
import { account, type Conversion, check, contact, opportunity } from './conversion.ts'
import { follow } from './followers.ts'
import { fieldsFor } from './mapping.ts'

type Wanted = Schema<'SalesforceLeadConvert'>
type Result = Schema<'SalesforceLeadConvertResult'>

/** Converts leads, each by itself. */
export async function convertLeads(conversions: Wanted[], writing: Writing, context: SalesforceContext) {
  const result: Result[] = []
  for (const wanted of conversions) result.push(await convert(wanted, writing, context))
  return { status: 200 as const, body: { Envelope: { Body: { convertLeadResponse: { result } } } } }
}

async function convert(wanted: Wanted, writing: Writing, context: SalesforceContext): Promise<Result> {
  const conversion = await check(wanted, context)
  if ('failure' in conversion)
    return { accountId: null, contactId: null, errors: [conversion.failure], leadId: wanted.leadId, opportunityId: null, success: false }
  const saving = { writing, context }
  const accountId = await save(account, conversion.account, { ...fieldsFor('Account', conversion.row), ...owned(conversion) }, saving)
  const contactId = await save(contact, conversion.contact, personOf(conversion, accountId, wanted), saving)
  const deal = dealOf(conversion, accountId, wanted, context)
  const opportunityId = wanted.doNotCreateOpportunity ? null : await save(opportunity, conversion.opportunity, deal, saving)
  await close(conversion.row, { Status: wanted.convertedStatus, accountId, contactId, opportunityId }, context)
  await follow(conversion.row.Id, contactId, context)
  return { accountId, contactId, leadId: conversion.row.Id, opportunityId, success: true }
}

const owned = ({ owner }: Conversion) => ({ OwnerId: owner })

const personOf = (conversion: Conversion, AccountId: string, { overwriteLeadSource }: Wanted) => ({
  ...fieldsFor('Contact', conversion.row),
  AccountId,
  ...owned(conversion),
  ...(overwriteLeadSource && conversion.row.LeadSource ? { overwritten: { LeadSource: conversion.row.LeadSource } } : {}),
})

/** An opportunity begins in the first stage and closes with the quarter. */
const dealOf = (conversion: Conversion, AccountId: string, { opportunityName }: Wanted, { clock }: SalesforceContext) => ({
  ...fieldsFor('Opportunity', conversion.row),
  Name: opportunityName ?? `${String(conversion.row.Company).slice(0, 119)}-`,
  StageName: opportunity.field('StageName')?.picklistValues[0]?.value,
  CloseDate: quarterEnd(clock.now()),
  AccountId,
  ...owned(conversion),
})

function quarterEnd(now: number): string {
  const date = new Date(now)
  const month = date.getUTCMonth()
  return new Date(Date.UTC(date.getUTCFullYear(), month - (month % 3) + 3, 0)).toISOString().slice(0, 10)
}

interface Saving {
  writing: Writing
  context: SalesforceContext
}

/** Creates a record, or fills what is empty in the one that is there; only what is `overwritten` replaces a value. */
async function save(
  object: Sobject,
  known: Row | undefined,
  { overwritten = {}, ...fields }: Record<string, unknown>,
  { writing, context }: Saving,
) {
  const empty = Object.entries(fields).filter(([name]) => known?.[name] === undefined)
  const saved = known
    ? await changeRow(object, known, { ...Object.fromEntries(empty), ...(overwritten as object) }, writing, context)
    : await insertRow(object, fields, writing, context)
  if ('refusal' in saved)
    throw new Error(
      `A lead that was saved cannot become ${object.name}: ${JSON.stringify(saved.refusal.body)}. Make soap/mapping.ts fit its fields.`,
    )
  return saved.row.Id
}

interface Ending {
  Status: string
  accountId: string
  contactId: string
  opportunityId: string | null
}

/** The lead stays, and says what it became. */
async function close(row: Row, { Status, accountId, contactId, opportunityId }: Ending, context: SalesforceContext) {
  const now = stampNow(context.clock)
  const became = {
    IsConverted: true,
    ConvertedDate: now.slice(0, 10),
    ConvertedAccountId: accountId,
    ConvertedContactId: contactId,
    ...(opportunityId ? { ConvertedOpportunityId: opportunityId } : {}),
  }
  await context.step('Lead → convert', () => tableOf(lead, context).update(row, { Status, ...became, ...modified(now) }))
  context.tag({ salesforce_id: row.Id, ...(row.Email ? { email: row.Email as string } : {}) })
}
