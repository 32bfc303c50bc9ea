import { keepPreviousData, useQuery } from '@tanstack/vue-query'
import { computed, type Ref } from 'vue'
import type { Schema } from '../../../../contracts/openapi/types.ts'
import { api, ask } from '../../state/api.ts'
import { useLive } from '../../state/live.ts'

export type User = Schema<'GitlabUserRow'>
export type Namespace = Schema<'ControlUser'>['namespaces'][number]

/** So many of the newest users are offered. */
const most = 200

async function read(query: object): Promise<User[]> {
  const path = { system: 'gitlab', table: 'users' }
  const { rows } = await ask(api.GET('/_sandbox/tables/{system}/{table}', { params: { path, query } }))
  return rows as unknown as User[]
}

/** Signs the browser in as a user; answers with the namespaces that the user is a member of. */
export const signIn = (username: string) => ask(api.POST('/_sandbox/session', { body: { username } }))

/** GitLab's newest users, the one who is `wanted` however old, and that one's namespaces; without a wish the first with a company. */
export function usePeople(wanted: Ref<string>) {
  const newest = useQuery({ queryKey: ['try', 'users'], queryFn: () => read({ limit: most }) })
  const first = computed(() => newest.data.value?.toReversed().find(({ company_name }) => company_name)?.username)
  const username = computed({ get: () => wanted.value || (first.value ?? ''), set: (value) => (wanted.value = value) })
  const one = useQuery({
    queryKey: ['try', 'user', username],
    queryFn: async () => (await read({ username: username.value }))[0] ?? null,
    enabled: () => Boolean(username.value),
    placeholderData: keepPreviousData,
  })
  const user = one.data
  const session = useQuery({
    queryKey: ['try', 'session', () => user.value?.username],
    queryFn: async () => (await signIn(user.value?.username ?? '')).namespaces,
    enabled: () => Boolean(user.value),
  })
  const users = computed(() => {
    const known = newest.data.value ?? []
    return !user.value || known.some(({ id }) => id === user.value?.id) ? known : [user.value, ...known]
  })
  useLive([['try']], () => false)
  return { username, users, user, namespaces: session.data, newest, one, session }
}
