import type { GitlabContext, Namespace, User } from '../tables.ts'

/** Access levels of a member. */
export const access = { guest: 10, reporter: 20, developer: 30, maintainer: 40, owner: 50 } as const

/** `User#namespaces`: the user's own and every group of which the user is a member. */
export const namespacesOf = (context: GitlabContext, user: User): Promise<Namespace[]> => placesOf(context, user, access.guest)

/** The top-level groups in which a user has at least the given access, by name. */
export async function groupsOf(context: GitlabContext, user: User, least: number): Promise<Namespace[]> {
  const groups = (await placesOf(context, user, least)).filter(({ kind, parent_id }) => kind === 'group' && parent_id === null)
  return groups.sort((one, other) => one.name.localeCompare(other.name, 'en') || one.id - other.id)
}

async function placesOf({ tables }: GitlabContext, { id }: User, least: number): Promise<Namespace[]> {
  const members = (await tables.members.find('user_id', id)).filter(({ access_level }) => access_level >= least)
  const namespaces = await Promise.all(members.map(({ namespace_id }) => tables.namespaces.get(namespace_id)))
  return namespaces.filter((namespace) => namespace !== undefined)
}

/** The namespace with an id as a form or a path has it, among those given. */
export const withId = (namespaces: Namespace[], id: unknown): Namespace | undefined =>
  namespaces.find((namespace) => String(namespace.id) === String(id ?? ''))

/** The namespace with an id or a full path, as the API takes either. */
export const findNamespace = ({ tables }: GitlabContext, idOrPath: string): Promise<Namespace | undefined> =>
  /^\d+$/.test(idOrPath) ? tables.namespaces.get(Number(idOrPath)) : tables.namespaces.first('full_path', idOrPath.toLowerCase())

/** Where a browser finds a namespace. */
export const urlOf = (base: string, { kind, full_path }: Namespace): string =>
  kind === 'group' ? `${base}/groups/${full_path}` : `${base}/${full_path}`

/** Members of a namespace and of its subgroups, each counted once. */
export async function countMembers({ tables }: GitlabContext, namespace: Namespace): Promise<number> {
  const users = new Set<number>()
  const open = [namespace]
  for (let next = open.pop(); next; next = open.pop()) {
    for (const { user_id } of await tables.members.find('namespace_id', next.id)) users.add(user_id)
    open.push(...(await tables.namespaces.find('parent_id', next.id)))
  }
  return users.size
}
