import type { Environment } from '../../core/system/access/env.ts'

/** What a Salesforce client asks for. The names are ours. */
export const env: Environment = {
  name: 'salesforce',
  own: ({ clientOf }) => clientOf('salesforce'),
  client: ({ baseOf, credentials: { salesforce } }) => ({
    SALESFORCE_LOGIN_URL: baseOf('salesforce'),
    SALESFORCE_CLIENT_ID: salesforce.clientId,
    SALESFORCE_CLIENT_SECRET: salesforce.clientSecret,
    SALESFORCE_USERNAME: salesforce.username,
    SALESFORCE_PASSWORD: salesforce.password,
  }),
}
