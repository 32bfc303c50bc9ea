import type { Operation } from '../../../contracts/openapi/operation.ts'
import type { Context } from '../../../mocks/core/system/context.ts'
import type { Exchange } from '../../../mocks/core/system/record.ts'
import type { CustomersdotContext } from '../../../mocks/customersdot/tables.ts'
import { internalToken } from '../../../mocks/customersdot/trials/keys.ts'
import type { GitlabContext, User } from '../../../mocks/gitlab/tables.ts'
import { sessionCookie, signIn } from '../../../mocks/gitlab/users/session.ts'
import { handlers as marketo } from '../../../mocks/marketo/handlers.ts'
import { handlers as platypus } from '../../../mocks/platypus/handlers.ts'
import { handlers as salesforce } from '../../../mocks/salesforce/handlers.ts'
import { handlers as workato } from '../../../mocks/workato/handlers.ts'

type Headers = Record<string, string>

/** Headers that sign a request in anew; undefined when nobody knows who it was. */
type Renewal = (first: Exchange, context: Context) => Promise<Headers | undefined> | Headers

const grant = { grant_type: 'client_credentials' as const }
const asked = { path: {}, query: {}, headers: {}, base: '' }
const bearer = ({ status, body }: { status: number; body?: unknown }): Headers | undefined =>
  status === 200 ? { authorization: `Bearer ${(body as { access_token: string }).access_token}` } : undefined
const basic = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }): Headers => ({
  authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}`,
})
const client = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }) => ({
  ...grant,
  client_id: clientId,
  client_secret: clientSecret,
})

/** By security scheme: the system's own way to a token, in process, so that it leaves no trace. */
const renewals: Record<string, Renewal> = {
  GitlabSession: signInAgain,
  GitlabPrivateToken: (_, { credentials }) => ({ 'private-token': credentials.gitlab.adminToken }),
  GitlabInternalToken: async (_, context) => ({
    'x-customers-dot-internal-token': await internalToken(context.as('customersdot') as CustomersdotContext),
  }),
  CustomersdotAdminEmail: (_, { credentials }) => ({ 'x-admin-email': credentials.customersdot.adminEmail }),
  CustomersdotAdminToken: (_, { credentials }) => ({ 'x-admin-token': credentials.customersdot.adminToken }),
  PlatypusBasic: (_, { credentials }) => basic(credentials.platypus),
  PlatypusBearer: async (_, context) =>
    bearer(await platypus.createToken({ ...asked, body: client(context.credentials.platypus) }, context.as('platypus'))),
  WorkatoBasic: (_, { credentials }) => basic(credentials.workato),
  WorkatoBearer: async (_, context) =>
    bearer(await workato.createToken({ ...asked, body: client(context.credentials.workato) }, context.as('workato'))),
  WorkatoDeveloperToken: (_, { credentials }) => ({ authorization: `Bearer ${credentials.workato.developerToken}` }),
  MarketoBearer: async (_, context) =>
    bearer(await marketo.getToken({ ...asked, body: undefined, query: client(context.credentials.marketo) }, context.as('marketo'))),
  SalesforceBasic: (_, { credentials }) => basic(credentials.salesforce),
  SalesforceBearer: async (_, context) =>
    bearer(await salesforce.createToken({ ...asked, body: client(context.credentials.salesforce) }, context.as('salesforce'))),
}

/**
 * The headers of the first of an operation's alternatives that can be renewed whole; undefined when none can. That nobody need
 * be signed in is an alternative only where there is no other.
 */
export async function renew({ security }: Operation, first: Exchange, context: Context): Promise<Headers | undefined> {
  const alternatives = security.map(Object.keys).filter((schemes) => schemes.length)
  if (!alternatives.length) return {}
  for (const schemes of alternatives) {
    const headers = await all(schemes, first, context)
    if (headers) return headers
  }
  return undefined
}

async function all(schemes: string[], first: Exchange, context: Context): Promise<Headers | undefined> {
  let headers: Headers | undefined = {}
  for (const scheme of schemes) {
    const renewed = await renewals[scheme]?.(first, context)
    headers = headers && renewed && { ...headers, ...renewed }
  }
  return headers
}

/** A new session for the user whom the request was about; who was not signed in is not signed in now. */
async function signInAgain(first: Exchange, context: Context): Promise<Headers | undefined> {
  const gitlab: GitlabContext = context.as('gitlab')
  const user = await userOf(first, gitlab)
  const signedIn = user && (await signIn(gitlab, user.username))
  if (signedIn) return { cookie: `${sessionCookie}=${signedIn.token}` }
  const { cookie, 'x-sandbox-user': name } = first.request.headers
  return cookie || name ? undefined : {}
}

async function userOf({ request, tags }: Exchange, { tables }: GitlabContext): Promise<User | undefined> {
  if (tags?.email) return tables.users.first('email', tags.email.toLowerCase())
  const name = request.headers['x-sandbox-user']
  if (!name) return undefined
  return (await tables.users.get(Number(name))) ?? tables.users.first('username', name.toLowerCase())
}
