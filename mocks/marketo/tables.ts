import type { Rows } from '../../contracts/openapi/types.ts'
import type { Context } from '../core/system/context.ts'
import { type Definitions, table } from '../core/system/table.ts'
import { spellOut } from './sync/picklists.ts'

type Row = Rows<'MarketoTables'>

/** A person as it is kept: the fields that have a value, and null in those that were emptied. */
export type Lead = Row['leads']
export type Activity = Row['activities']

/** The id under which Marketo's list of types has Change Score. */
export const changeScore = 22

export const tables = {
  tokens: table<Row['tokens']>()('id', { hashed: true }),
  leads: table<Lead>()('id', {
    // Two concurrent calls with one new address meet here, and the later one is run again; duplicates made on purpose stay out.
    unique: { claimedEmail: (row) => (row.mayShareEmail ? undefined : row.email?.toLowerCase()) },
    index: {
      email: (row) => row.email?.toLowerCase(),
      sfdcLeadId: (row) => row.sfdcLeadId,
      sfdcContactId: (row) => row.sfdcContactId,
      sfdcAccountId: (row) => row.sfdcAccountId,
      sfdcLeadOwnerId: (row) => row.sfdcLeadOwnerId,
      sfdcOpptyId: (row) => row.sfdcOpptyId,
      PQL_Namespace_Id__c: (row) => row.PQL_Namespace_Id__c,
    },
    keep: {
      tag: 'marketo_id',
      besides: ['createdAt', 'updatedAt', 'sfdcLeadId', 'sfdcType', 'sfdcContactId', 'sfdcAccountId', 'mayShareEmail', 'partitionId'],
      shared: true,
      normal: (row) => {
        const state = spellOut(row as Lead)
        return state ? { ...row, state } : row
      },
    },
  }),
  activities: table<Activity>()('id', {
    index: {
      lead: (row) => row.leadId,
      score: (row) => (row.activityTypeId === changeScore ? row.leadId : undefined),
    },
  }),
  sync_errors: table<Row['sync_errors']>()('id', { index: { lead: (row) => row.leadId } }),
  campaigns: table<Row['campaigns']>()('id'),
  lists: table<Row['lists']>()('id'),
  list_members: table<Row['list_members']>()('id', {
    unique: { pair: ({ listId, leadId }) => `${listId} ${leadId}` },
    index: { list: (row) => row.listId, lead: (row) => row.leadId },
  }),
  programs: table<Row['programs']>()('id', { unique: { name: (row) => row.name } }),
  forms: table<Row['forms']>()('id'),
  partitions: table<Row['partitions']>()('id', { unique: { name: (row) => row.name } }),
  pending_updates: table<Row['pending_updates']>()('leadId'),
  users: table<Row['users']>()('id'),
  switches: table<Row['switches']>()('name'),
  limits: table<Row['limits']>()('name'),
} satisfies Definitions

export type MarketoContext = Context<typeof tables>
