import type { Environment } from '../../core/system/access/env.ts'

/** Source of the client's names: GitLab PQL development guide. Those of the Developer API and of calls without OAuth are ours. */
export const env: Environment = {
  name: 'workato',
  own: ({ baseOf, clientOf, credentials: { workato } }) => ({
    ...clientOf('marketo'),
    WORKATO_DEVELOPER_API_URL: `${baseOf('workato')}/api`,
    WORKATO_DEVELOPER_API_TOKEN: workato.developerToken,
    WORKATO_API_TOKEN: workato.apiToken,
  }),
  client: ({ credentials: { workato } }) => ({
    WORKATO_CLIENT_ID: workato.clientId,
    WORKATO_CLIENT_SECRET: workato.clientSecret,
  }),
}
