import type { Rows } from '../../contracts/openapi/types.ts'
import type { Context } from '../core/system/context.ts'
import { type Definitions, table } from '../core/system/table.ts'

type Row = Rows<'GitlabTables'>

/** Names and e-mails do not mind case; `full_path` is shared by users and groups. */
export const tables = {
  users: table<Row['users']>()('id', {
    unique: { username: ({ username }) => username.toLowerCase(), email: ({ email }) => email.toLowerCase() },
  }),
  namespaces: table<Row['namespaces']>()('id', {
    unique: { full_path: ({ full_path }) => full_path.toLowerCase() },
    index: { parent_id: ({ parent_id }) => parent_id },
  }),
  members: table<Row['members']>()('id', {
    unique: { place: ({ user_id, namespace_id }) => `${user_id}/${namespace_id}` },
    index: { user_id: ({ user_id }) => user_id, namespace_id: ({ namespace_id }) => namespace_id },
  }),
  subscriptions: table<Row['subscriptions']>()('id', { unique: { namespace_id: ({ namespace_id }) => namespace_id } }),
  add_on_purchases: table<Row['add_on_purchases']>()('id', { index: { namespace_id: ({ namespace_id }) => namespace_id } }),
  sessions: table<Row['sessions']>()('id', { hashed: true, index: { user_id: ({ user_id }) => user_id } }),
  personal_access_tokens: table<Row['personal_access_tokens']>()('id', { hashed: true }),
  features: table<Row['features']>()('name'),
  duplicate_jobs: table<Row['duplicate_jobs']>()('key'),
} satisfies Definitions

export type GitlabContext = Context<typeof tables>
export type User = Row['users']
export type Namespace = Row['namespaces']
export type Subscription = Row['subscriptions']
