import type { Environment } from '../../core/system/access/env.ts'

/** What a Marketo REST client asks for, and the account with which Marketo syncs to Salesforce. The names are ours. */
export const env: Environment = {
  name: 'marketo',
  own: ({ clientOf }) => ({ ...clientOf('marketo'), ...clientOf('salesforce') }),
  client: ({ baseOf, credentials: { marketo } }) => ({
    MARKETO_ENDPOINT: `${baseOf('marketo')}/rest`,
    MARKETO_IDENTITY: `${baseOf('marketo')}/identity`,
    MARKETO_CLIENT_ID: marketo.clientId,
    MARKETO_CLIENT_SECRET: marketo.clientSecret,
  }),
}
