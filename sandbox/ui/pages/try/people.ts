import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import type { Schema } from '../../../../contracts/types.ts'
import { api, ask } from '../../state/api.ts'
import { useLive } from '../../state/live.ts'

export type User = Schema<'GitlabUserRow'>
export type Namespace = Schema<'ControlUser'>['namespaces'][number]

/** So many of the newest users are offered. */
const most = 200

async function users(query: object): Promise<User[]> {
  const path = { system: 'gitlab', table: 'users' }
  const { rows } = await ask(api.GET('/_sandbox/tables/{system}/{table}', { params: { path, query } }))
  return rows as unknown as User[]
}

/** GitLab's newest users. */
export function useUsers() {
  useLive([['try']], () => false)
  return useQuery({ queryKey: ['try', 'users'], queryFn: () => users({ limit: most }) })
}

/** One user, however old; null when there is none of that name. */
export const useUser = (username: () => string) =>
  useQuery({
    queryKey: ['try', 'user', username],
    queryFn: async () => (await users({ username: username() }))[0] ?? null,
    enabled: () => Boolean(username()),
    placeholderData: keepPreviousData,
  })

/** Signs the browser in as a user; answers with the namespaces that the user is a member of. */
export const signIn = (username: string) => ask(api.POST('/_sandbox/session', { body: { username } }))

/** The namespaces of a user, who is signed in by this. */
export const useNamespaces = (username: () => string | undefined) =>
  useQuery({
    queryKey: ['try', 'session', username],
    queryFn: async () => (await signIn(username() ?? '')).namespaces,
    enabled: () => Boolean(username()),
  })
