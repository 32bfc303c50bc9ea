import type { Schema } from '../../../contracts/openapi/types.ts'
import { createGroup, createNamespace, isTaken } from '../namespaces/groups.ts'
import { namespacesOf } from '../namespaces/namespaces.ts'
import type { GitlabContext, User } from '../tables.ts'

type Registration = Schema<'ControlRegistration'>

/** What came of a registration: the user, what somebody else has already, or what is wrong with the group in GitLab's words. */
export type Registered = { user: User } | { taken: 'username' | 'email' | 'path' } | { invalid: string[] }

/** Registers a user with the namespace that GitLab gives each, and with a group when one is named; all or nothing is staged. */
export async function registerUser(context: GitlabContext, registration: Registration): Promise<Registered> {
  const taken = await findTaken(context, registration)
  if (taken) return { taken }
  const user = await context.tables.users.insert(toUser(registration, context.clock.stamp()))
  await createNamespace(context, user, { kind: 'user', name: user.name, path: user.username })
  const created = registration.group && (await createGroup(context, user, registration.group))
  if (!created || 'group' in created) return { user }
  context.discard()
  return created
}

/** A user as the sandbox's own interface shows one. */
export async function describeUser(context: GitlabContext, user: User): Promise<Schema<'ControlUser'>> {
  const { id, username, name, email } = user
  const namespaces = await namespacesOf(context, user)
  return { id, username, name, email, namespaces: namespaces.map(({ id, name, path, kind }) => ({ id, name, path, kind })) }
}

async function findTaken(context: GitlabContext, { username, email, group }: Registration) {
  if (await context.tables.users.first('username', username.toLowerCase())) return 'username'
  if (await isTaken(context, username)) return 'username'
  if (await context.tables.users.first('email', email.toLowerCase())) return 'email'
  return group && (await isTaken(context, group.path)) ? 'path' : undefined
}

function toUser({ username, email, first_name, last_name, ...registration }: Registration, created_at: string): Omit<User, 'id'> {
  return {
    username,
    name: `${first_name} ${last_name}`,
    first_name,
    last_name,
    email,
    company_name: registration.company_name ?? null,
    setup_for_company: registration.setup_for_company ?? null,
    opt_in: registration.opt_in ?? null,
    role: null,
    jtbd: null,
    preferred_language: 'English',
    admin: false,
    created_at,
  }
}
