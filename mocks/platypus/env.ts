import type { Environment } from '../core/system/access/env.ts'

/** Source of the names: GitLab PQL development guide (2022). */
export const env: Environment = {
  name: 'platypus',
  own: ({ baseOf, clientOf }) => ({ WORKATO_URL: `${baseOf('workato')}/gitlab-dev/services/platypus/lead`, ...clientOf('workato') }),
  client: ({ baseOf, credentials: { platypus } }) => ({
    PLATYPUS_URL: baseOf('platypus'),
    PLATYPUS_CLIENT_ID: platypus.clientId,
    PLATYPUS_CLIENT_SECRET: platypus.clientSecret,
  }),
}
