import { hash } from '../../core/system/oauth.ts'
import type { GitlabContext, User } from '../tables.ts'

/** Name of the cookie that keeps a browser signed in. */
export const sessionCookie = '_gitlab_session'

/** Milliseconds; GitLab's default of 10,080 minutes. Source: GitLab docs, administration/settings/account_and_limit_settings. */
const sessionLife = 10_080 * 60_000

/**
 * Signs a user in without a password: makes a session whose token is the cookie's value; undefined when there is no such user.
 * Sessions of the user that have expired are removed on the way.
 */
export async function signIn(context: GitlabContext, username: string): Promise<{ user: User; token: string } | undefined> {
  const { clock, ids, tables } = context
  const user = await tables.users.first('username', username.toLowerCase())
  if (!user) return undefined
  for (const session of await tables.sessions.find('user_id', user.id))
    if (expired(session, clock.now())) await tables.sessions.remove(session)
  const token = ids.hex(16)
  await tables.sessions.insert({ id: hash(token), user_id: user.id, created_at: clock.stamp() })
  return { user, token }
}

/**
 * Who asks: the user of the session cookie, or of the sandbox's own header X-Sandbox-User (an id or a username). The header is
 * refused where others than this machine could send it.
 */
export async function currentUser({ headers }: { headers: Record<string, string> }, context: GitlabContext): Promise<User | undefined> {
  return (await sessionUser(headers.cookie, context)) ?? (await sandboxUser(headers['x-sandbox-user'], context))
}

async function sessionUser(cookie: string | undefined, { clock, tables }: GitlabContext): Promise<User | undefined> {
  const token = cookie?.match(new RegExp(`(?:^|;\\s*)${sessionCookie}=([^;]+)`))?.[1]
  const session = token && (await tables.sessions.get(hash(token)))
  return session && !expired(session, clock.now()) ? tables.users.get(session.user_id) : undefined
}

async function sandboxUser(name: string | undefined, { exposed, tables }: GitlabContext): Promise<User | undefined> {
  if (!name || exposed) return undefined
  const byId = /^\d+$/.test(name) ? await tables.users.get(Number(name)) : undefined
  return byId ?? tables.users.first('username', name.toLowerCase())
}

/** Counted from the sign-in; that GitLab also renews a session with each request is left out. */
const expired = ({ created_at }: { created_at: string }, now: number): boolean => Date.parse(created_at) + sessionLife <= now
