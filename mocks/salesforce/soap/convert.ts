import type { Schema } from '../../../contracts/openapi/types.ts'
import { modified } from '../records/initial.ts'
import { tableOf } from '../records/lookup.ts'
import type { Row } from '../records/row.ts'
import type { Writing } from '../records/saving.ts'
import { lead } from '../records/sobjects.ts'
import type { SalesforceContext } from '../tables.ts'
import { stampNow } from '../time.ts'
import { check } from './conversion.ts'
import { follow } from './followers.ts'
import { partsOf, refuseParts, savePart } from './parts.ts'

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
  if ('failure' in conversion) return failed(wanted, conversion.failure)
  const { row } = conversion
  const parts = partsOf(conversion, wanted, context.clock.now())
  const refusal = await refuseParts(Object.values(parts), context)
  if (refusal) return failed(wanted, refusal)
  const accountId = await savePart(parts.account, {}, writing, context)
  const ofAccount = (known?: Row) => (known?.AccountId ? {} : { AccountId: accountId })
  const contactId = await savePart(parts.contact, ofAccount(conversion.contact), writing, context)
  const deal = parts.opportunity
  const opportunityId = deal ? await savePart(deal, ofAccount(conversion.opportunity), writing, context) : null
  await close(row, { Status: wanted.convertedStatus, accountId, contactId, opportunityId }, context)
  await follow(row.Id, contactId, context)
  return { accountId, contactId, leadId: row.Id, opportunityId, success: true }
}

const failed = ({ leadId }: Wanted, error: Schema<'SalesforceSoapError'>): Result => ({
  accountId: null,
  contactId: null,
  errors: [error],
  leadId,
  opportunityId: null,
  success: false,
})

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
