import type { Renewal } from '../../core/system/access/renewal.ts'
import type { Exchange } from '../../core/system/record.ts'
import type { GitlabContext, tables, User } from '../tables.ts'
import { sessionCookie, signIn } from './session.ts'

export const renewals: Record<string, Renewal<typeof tables>> = {
  /** A new session for the user of the request; a request without a session is sent without one. */
  async GitlabSession(first: Exchange, context: GitlabContext): Promise<Record<string, string> | undefined> {
    const user = await userOf(first, context)
    const signedIn = user && (await signIn(context, user.username))
    if (signedIn) return { cookie: `${sessionCookie}=${signedIn.token}` }
    const { cookie, 'x-sandbox-user': name } = first.request.headers
    return cookie || name ? undefined : {}
  },
  GitlabPrivateToken: (_, { credentials }) => ({ 'private-token': credentials.gitlab.adminToken }),
}

async function userOf({ request, tags }: Exchange, { tables }: GitlabContext): Promise<User | undefined> {
  if (tags?.email) return tables.users.first('email', tags.email.toLowerCase())
  const name = request.headers['x-sandbox-user']
  if (!name) return undefined
  return (await tables.users.get(Number(name))) ?? tables.users.first('username', name.toLowerCase())
}
