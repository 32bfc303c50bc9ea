import type { Schema } from '../../../contracts/openapi/types.ts'
import { sameSecret } from '../../core/system/oauth.ts'
import { endSession, openSession, sessionLife } from '../access/open.ts'
import { instanceUrl, org } from '../resources/org.ts'
import type { SalesforceContext } from '../tables.ts'
import { fault, sforceFault } from './faults.ts'

type Credentials = NonNullable<Schema<'SalesforceSoapCall'>['login']>

/** The last version that has `login`. Source: Salesforce help, Platform SOAP API login() Retirement. */
const lastVersion = 64

/** Opens a session without a connected app. */
export async function login(
  { username, password }: Credentials,
  { base, version }: { base: string; version: string },
  context: SalesforceContext,
) {
  if (Number(version) > lastVersion) return sforceFault('UNSUPPORTED_API_VERSION', `login is not available in API version ${version}.`)
  const { salesforce } = context.credentials
  if (username !== salesforce.username || !sameSecret(password, salesforce.password))
    return fault('INVALID_LOGIN', 'INVALID_LOGIN: Invalid username, password, security token; or user locked out.')
  const instance = instanceUrl(base, context)
  const result = {
    metadataServerUrl: `${instance}/services/Soap/m/${version}`,
    passwordExpired: false,
    sandbox: true,
    serverUrl: `${instance}/services/Soap/u/${version}`,
    sessionId: await openSession(context, { clientId: null }),
    userId: org.user.id,
    userInfo: {
      organizationId: org.id,
      sessionSecondsValid: sessionLife,
      userFullName: org.user.name,
      userId: org.user.id,
      userName: username,
    },
  }
  return { status: 200 as const, body: { Envelope: { Body: { loginResponse: { result } } } } }
}

export async function logout(session: string, context: SalesforceContext) {
  await endSession(session, context)
  return { status: 200 as const, body: { Envelope: { Body: { logoutResponse: {} } } } }
}
