import type { Environment } from '../core/system/access/env.ts'

/**
 * Sources of the names: CUSTOMER_PORTAL_URL and WORKATO_* (PLATYPUS_* of 2022), GitLab PQL development guide; SUBSCRIPTION_PORTAL_ADMIN_*,
 * GitLab's ee/lib/gitlab/subscription_portal.
 */
export const env: Environment = {
  name: 'customersdot',
  own: ({ baseOf, clientOf }) => ({
    WORKATO_URL: `${baseOf('workato')}/gitlab-dev/services/marketo/lead`,
    ...clientOf('workato'),
    ...clientOf('platypus'),
  }),
  client: ({ baseOf, credentials: { customersdot } }) => ({
    CUSTOMER_PORTAL_URL: baseOf('customersdot'),
    SUBSCRIPTION_PORTAL_ADMIN_EMAIL: customersdot.adminEmail,
    SUBSCRIPTION_PORTAL_ADMIN_TOKEN: customersdot.adminToken,
  }),
}
