import type { Ids } from './ids.ts'

/** What the systems demand of each other. Those of a real system are secrets: they stay in memory. */
export interface Credentials {
  /** Access token of a GitLab administrator, sent as PRIVATE-TOKEN. */
  gitlab: { adminToken: string }
  /** GitLab's account at CustomersDot: X-Admin-Email, X-Admin-Token. */
  customersdot: { adminEmail: string; adminToken: string }
  platypus: { clientId: string; clientSecret: string }
  /** Those of the API platform's client, and the token of a client of the Developer API. */
  workato: { clientId: string; clientSecret: string; apiToken: string; developerToken: string }
  marketo: { clientId: string; clientSecret: string }
  salesforce: { clientId: string; clientSecret: string; username: string; password: string }
}

/**
 * The well-known credentials of a sandbox that only this machine reaches. CustomersDot's are the defaults of GitLab's own
 * client (ee/lib/gitlab/subscription_portal/client.rb), so that a GDK needs no further set-up.
 */
export const developmentCredentials: Credentials = {
  gitlab: { adminToken: 'gitlab_admin_token' },
  customersdot: { adminEmail: 'gl_com_api@gitlab.com', adminToken: 'customer_admin_token' },
  platypus: { clientId: 'platypus_client_id', clientSecret: 'platypus_client_secret' },
  workato: {
    clientId: 'workato_client_id',
    clientSecret: 'workato_client_secret',
    apiToken: 'workato_api_token',
    developerToken: 'workato_developer_token',
  },
  marketo: { clientId: 'marketo_client_id', clientSecret: 'marketo_client_secret' },
  salesforce: {
    clientId: 'salesforce_client_id',
    clientSecret: 'salesforce_client_secret',
    username: 'marketo-sync@gitlab.example',
    password: 'salesforce_password',
  },
}

/** The secret ones of the credentials, as they are and as Basic authentication sends them. */
export function secretsOf({ gitlab, customersdot, platypus, workato, marketo, salesforce }: Credentials): string[] {
  const clients = [platypus, workato, marketo, salesforce]
  return [
    ...[gitlab.adminToken, customersdot.adminToken, workato.apiToken, workato.developerToken, salesforce.password],
    ...clients.flatMap(({ clientId, clientSecret }) => [clientSecret, btoa(`${clientId}:${clientSecret}`)]),
  ]
}

/** Credentials nobody can guess, for a sandbox that others reach. */
export function freshCredentials(ids: Ids): Credentials {
  const secret = () => ids.word(32)
  return {
    gitlab: { adminToken: secret() },
    customersdot: { adminEmail: developmentCredentials.customersdot.adminEmail, adminToken: secret() },
    platypus: { clientId: developmentCredentials.platypus.clientId, clientSecret: secret() },
    workato: { clientId: developmentCredentials.workato.clientId, clientSecret: secret(), apiToken: secret(), developerToken: secret() },
    marketo: { clientId: developmentCredentials.marketo.clientId, clientSecret: secret() },
    salesforce: { ...developmentCredentials.salesforce, clientSecret: secret(), password: secret() },
  }
}
