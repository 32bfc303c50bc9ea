import type { Rows } from '../../contracts/openapi/types.ts'
import type { Context } from '../core/system/context.ts'
import { type Definitions, table } from '../core/system/table.ts'
import { completed } from './records/initial.ts'
import type { Row } from './records/row.ts'

type Kind = Rows<'SalesforceTables'>

/** A lead as it is kept: only the columns that have a value. */
export type Lead = Kind['leads']

/**
 * Indexes that are called like the columns and do not mind case. A deleted record stays, but is found by its id alone, and what was
 * unique of it is free again.
 */
const by = (...columns: string[]) => Object.fromEntries(columns.map((column) => [column, (row: object) => live(row as Row, column)]))

const live = (row: Row, column: string) => (row.IsDeleted ? undefined : (row[column] as string | undefined)?.toLowerCase())

export const tables = {
  tokens: table<Kind['tokens']>()('id', { hashed: true }),
  refresh_tokens: table<Kind['refresh_tokens']>()('id', { hashed: true }),
  authorization_codes: table<Kind['authorization_codes']>()('id', { hashed: true }),
  certificates: table<Kind['certificates']>()('id'),
  leads: table<Lead>()('Id', {
    unique: by('Marketo_Lead_Id__c'),
    index: by('Email'),
    complete: completed('Lead'),
    keep: {
      tag: 'salesforce_id',
      besides: ['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp'],
      shared: true,
    },
  }),
  accounts: table<Kind['accounts']>()('Id', { index: by('ParentId'), complete: completed('Account') }),
  contacts: table<Kind['contacts']>()('Id', { index: by('Email', 'AccountId'), complete: completed('Contact') }),
  opportunities: table<Kind['opportunities']>()('Id', { index: by('AccountId'), complete: completed('Opportunity') }),
  tasks: table<Kind['tasks']>()('Id', { index: by('WhoId', 'WhatId'), complete: completed('Task') }),
  campaigns: table<Kind['campaigns']>()('Id', { complete: completed('Campaign') }),
  campaign_members: table<Kind['campaign_members']>()('Id', {
    index: by('CampaignId', 'LeadId', 'ContactId'),
    complete: completed('CampaignMember'),
  }),
  ingest_jobs: table<Kind['ingest_jobs']>()('id'),
  ingest_uploads: table<Kind['ingest_uploads']>()('id'),
  ingest_results: table<Kind['ingest_results']>()('id', { index: { job: ({ job_id }) => job_id } }),
  queues: table<Kind['queues']>()('Id'),
  assignment_rules: table<Kind['assignment_rules']>()('id'),
  duplicate_rules: table<Kind['duplicate_rules']>()('id'),
  validation_rules: table<Kind['validation_rules']>()('id', { index: { object: ({ object }) => object } }),
} satisfies Definitions

export type SalesforceContext = Context<typeof tables>
