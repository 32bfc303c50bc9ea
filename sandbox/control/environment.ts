import type { Input } from '../../contracts/openapi/types.ts'
import type { World } from '../../mocks/core/world.ts'

type Variables = Record<string, string>

/**
 * What a real system's set-up asks for to use this sandbox. CUSTOMER_PORTAL_URL and WORKATO_* are the PQL development guide's
 * names (PLATYPUS_* of 2022), SUBSCRIPTION_PORTAL_ADMIN_* those of ee/lib/gitlab/subscription_portal; Marketo's and Salesforce's are ours.
 */
export function environment(system: Input<'control.getEnv'>['path']['system'], world: World): Variables {
  const { credentials } = world
  const marketo = {
    MARKETO_ENDPOINT: `${world.baseOf('marketo')}/rest`,
    MARKETO_IDENTITY: `${world.baseOf('marketo')}/identity`,
    MARKETO_CLIENT_ID: credentials.marketo.clientId,
    MARKETO_CLIENT_SECRET: credentials.marketo.clientSecret,
  }
  const salesforce = {
    SALESFORCE_LOGIN_URL: world.baseOf('salesforce'),
    SALESFORCE_CLIENT_ID: credentials.salesforce.clientId,
    SALESFORCE_CLIENT_SECRET: credentials.salesforce.clientSecret,
    SALESFORCE_USERNAME: credentials.salesforce.username,
    SALESFORCE_PASSWORD: credentials.salesforce.password,
  }
  const variables = {
    gdk: gdk(world),
    customersdot: customersdot(world),
    platypus: platypus(world),
    workato: { ...marketo, ...workato(world) },
    marketo: { ...marketo, ...salesforce },
    salesforce,
  }
  return variables[system]
}

const gdk = (world: World): Variables => ({
  CUSTOMER_PORTAL_URL: world.baseOf('customersdot'),
  SUBSCRIPTION_PORTAL_ADMIN_EMAIL: world.credentials.customersdot.adminEmail,
  SUBSCRIPTION_PORTAL_ADMIN_TOKEN: world.credentials.customersdot.adminToken,
})

/** For those who look after the recipe by the Developer API, or call its endpoint without OAuth. The names are ours. */
const workato = (world: World): Variables => ({
  WORKATO_DEVELOPER_API_URL: `${world.baseOf('workato')}/api`,
  WORKATO_DEVELOPER_API_TOKEN: world.credentials.workato.developerToken,
  WORKATO_API_TOKEN: world.credentials.workato.apiToken,
})

const customersdot = (world: World): Variables => ({
  WORKATO_URL: `${world.baseOf('workato')}/gitlab-dev/services/marketo/lead`,
  ...workatoClient(world),
  PLATYPUS_URL: world.baseOf('platypus'),
  PLATYPUS_CLIENT_ID: world.credentials.platypus.clientId,
  PLATYPUS_CLIENT_SECRET: world.credentials.platypus.clientSecret,
})

const platypus = (world: World): Variables => ({
  WORKATO_URL: `${world.baseOf('workato')}/gitlab-dev/services/platypus/lead`,
  ...workatoClient(world),
})

const workatoClient = ({ credentials: { workato } }: World): Variables => ({
  WORKATO_CLIENT_ID: workato.clientId,
  WORKATO_CLIENT_SECRET: workato.clientSecret,
})
