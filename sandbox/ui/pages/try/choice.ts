import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { type Generation, generations } from './fields.ts'

/** GitLab's forms. */
export const forms = ['hand-raise', 'trial'] as const
export type Form = (typeof forms)[number]

/** What is tried, kept in the URL so that a link opens the same form. */
export function useChoice() {
  const route = useRoute()
  const router = useRouter()
  const text = (name: string): string => String([route.query[name]].flat()[0] ?? '')
  const one = <Value extends string>(name: string, values: readonly Value[], usual: Value) =>
    computed<Value>({
      get: () => values.find((value) => value === text(name)) ?? usual,
      set: (value) => choose({ [name]: value }),
    })
  const choose = (changes: Record<string, string | undefined>) => void router.replace({ query: { ...route.query, ...changes } })
  return {
    form: one<Form>('form', forms, 'hand-raise'),
    generation: one<Generation>('generation', generations, 'today'),
    username: computed({ get: () => text('user'), set: (user) => choose({ user, group: undefined }) }),
    group: computed({ get: () => text('group'), set: (group) => choose({ group }) }),
    glmContent: computed({
      get: () => (route.query.glm_content === undefined ? undefined : text('glm_content')),
      set: (value) => choose({ glm_content: value }),
    }),
  }
}
