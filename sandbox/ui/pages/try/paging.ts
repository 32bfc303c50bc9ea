import { vocabulary } from 'virtual:vocabulary'
import { computed, ref, watch } from 'vue'
import { prefilled } from './example.ts'
import { type Generation, newGroup, type Values } from './fields.ts'
import type { Namespace, User } from './people.ts'
import { encode, type Posted } from './submission.ts'
import { leadsOn, trialOf, trials } from './trial.ts'

/** Who applies for a trial, in which generation, coming from where. */
export interface Applicant {
  generation: Generation
  user: User
  namespaces: Namespace[]
  glmContent: string
}

/** The pages of an application: the one that is shown, what is filled in, and the request that it makes. */
export function usePages(applicant: Applicant) {
  const at = ref<0 | 1>(0)
  const values = ref<Values>({})
  const glmSource = ref(vocabulary.glmSources[0] ?? '')
  const pages = computed(() => trials[applicant.generation])
  const page = computed(() => pages.value[at.value] ?? pages.value[0])
  const posted = computed<Posted>(() => {
    const { query, form } = trialOf(page.value, values.value, { glm_source: glmSource.value, glm_content: applicant.glmContent })
    return { path: page.value.path, query, type: 'application/x-www-form-urlencoded', body: encode(form) }
  })

  /** Without a group there is none to choose. */
  function begin() {
    at.value = 0
    const alone = !applicant.namespaces.some(({ kind }) => kind === 'group')
    values.value = { ...prefilled(applicant.user), ...(alone ? { namespace_id: newGroup } : {}) }
  }

  /** Shows the second page when GitLab sends the browser there. */
  function goOn(location: string | undefined) {
    if (at.value === 0 && pages.value[1] && leadsOn(location ?? '')) at.value = 1
  }

  watch(() => applicant.user.id, begin, { immediate: true })
  return { at, pages, page, values, glmSource, posted, begin, goOn }
}
