import type { Rows } from '../../contracts/openapi/types.ts'
import type { Context } from '../core/system/context.ts'
import { type Definitions, table } from '../core/system/table.ts'

type Row = Rows<'CustomersdotTables'>

export const tables = {
  leads: table<Row['leads']>()('id', { keep: { tag: 'lead_id', besides: ['created_at', 'updated_at', 'sent_at'], shared: false } }),
  /** One account per GitLab user and per e-mail: GitLab's specs know the refusal "Email has already been taken". */
  customers: table<Row['customers']>()('id', { unique: { uid: ({ uid }) => uid, email: ({ email }) => email.toLowerCase() } }),
  orders: table<Row['orders']>()('id'),
  /** Unique as in GitLab's warehouse tests: one trial of a type per namespace. */
  trial_histories: table<Row['trial_histories']>()('id', {
    unique: { trial: (row) => trialKey(row.gl_namespace_id, row.trial_type) },
    index: { gl_namespace_id: (row) => row.gl_namespace_id },
  }),
  iterable_triggers: table<Row['iterable_triggers']>()('id'),
  admins: table<Row['admins']>()('email'),
  settings: table<Row['settings']>()('name'),
} satisfies Definitions

/** Under which a namespace's trial of a type is found. */
export const trialKey = (namespaceId: string | number, trialType: number): string => `${namespaceId}/${trialType}`

export type CustomersdotContext = Context<typeof tables>
