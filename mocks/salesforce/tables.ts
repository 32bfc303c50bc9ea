import type { Rows } from '../../contracts/types.ts'
import type { Context } from '../context.ts'
import { type Definitions, table } from '../table.ts'

type Row = Rows<'SalesforceTables'>

/** A lead as it is kept: only the columns that have a value. */
export type Lead = Row['leads']

/** A deleted lead stays, but its e-mail and its external id are free again. */
const live = (value: (lead: Lead) => string | null | undefined) => (lead: Lead) => (lead.IsDeleted ? undefined : value(lead))

/** The leads' indexes are called like the fields that a lead may be looked up by, and do not mind case. */
export const tables = {
  tokens: table<Row['tokens']>()('id'),
  leads: table<Lead>()('Id', {
    unique: { Marketo_Lead_Id__c: live((lead) => lead.Marketo_Lead_Id__c?.toLowerCase()) },
    index: { Email: live((lead) => lead.Email?.toLowerCase()) },
  }),
  queues: table<Row['queues']>()('Id'),
  assignment_rules: table<Row['assignment_rules']>()('id'),
  duplicate_rules: table<Row['duplicate_rules']>()('id'),
} satisfies Definitions

export type SalesforceContext = Context<typeof tables>
