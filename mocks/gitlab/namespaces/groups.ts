import type { GitlabContext, Namespace, User } from '../tables.ts'
import { access } from './namespaces.ts'

/** What came of creating a group: the group, a path that somebody has, or what is wrong with it in GitLab's words. */
export type Created = { group: Namespace } | { taken: 'path' } | { invalid: string[] }

/** Source: GitLab docs, user/reserved_names and user/group; the messages are those of Rails and of lib/gitlab/regex.rb. */
const longestName = 255
const nameForm = /^[\p{L}\p{N}\u00a9-\u{1f9ff}_][\p{L}\p{N}\p{Pd}\u00a9-\u{1f9ff}_().\s]*$/u
const nameRule =
  "can contain only letters, digits, emoji, '_', '.', dash, space, parenthesis. It must start with letter, digit, emoji or '_'."

/** Creates a top-level group whose owner the user is. Without a path it gets one made from its name that nobody has yet. */
export async function createGroup(context: GitlabContext, owner: User, { name, path }: { name: string; path?: string }): Promise<Created> {
  const invalid = complaints(name)
  if (invalid.length) return { invalid }
  if (path && (await isTaken(context, path))) return { taken: 'path' }
  const group = await createNamespace(context, owner, { kind: 'group', name, path: path ?? (await freePath(context, name)) })
  return { group }
}

/** Inserts a top-level namespace with its owner. */
export async function createNamespace(
  { clock, tables }: GitlabContext,
  owner: User,
  given: Pick<Namespace, 'kind' | 'name' | 'path'>,
): Promise<Namespace> {
  const namespace = await tables.namespaces.insert({
    ...given,
    full_path: given.path,
    parent_id: null,
    shared_runners_minutes_limit: null,
    extra_shared_runners_minutes_limit: null,
    additional_purchased_storage_size: 0,
    additional_purchased_storage_ends_on: null,
    created_at: clock.stamp(),
  })
  await tables.members.insert({ user_id: owner.id, namespace_id: namespace.id, access_level: access.owner, created_at: clock.stamp() })
  return namespace
}

/** Whether a user or a group has the path. */
export const isTaken = async ({ tables }: GitlabContext, path: string): Promise<boolean> =>
  (await tables.namespaces.first('full_path', path.toLowerCase())) !== undefined

function complaints(name: string): string[] {
  if (!name.trim()) return ["Name can't be blank"]
  if (name.length > longestName) return [`Name is too long (maximum is ${longestName} characters)`]
  return nameForm.test(name) ? [] : [`Name ${nameRule}`]
}

/** `Namespace.clean_path`: the name as a path, with a number behind it while somebody has it. That chance decides after 9 is assumed. */
async function freePath(context: GitlabContext, name: string): Promise<string> {
  const path = parameterize(name) || 'blank'
  for (let count = 0; count < 10; count++) {
    const candidate = count ? `${path}${count}` : path
    if (!(await isTaken(context, candidate))) return candidate
  }
  return `${path}-${context.ids.hex(6)}`
}

/** Rails' `parameterize`. */
const parameterize = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '')
