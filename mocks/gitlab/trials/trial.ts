import { glmQuery, type Params } from '../mapping.ts'
import { urlOf } from '../namespaces/namespaces.ts'
import type { Portal, PortalErrors } from '../portal.ts'
import type { GitlabContext, Namespace } from '../tables.ts'

/** Why a trial did not start, as the services of GitLab name it. */
export type Reason =
  | 'lead_failed'
  | 'trial_failed'
  | 'namespace_create_failed'
  | 'not_found'
  | 'no_single_namespace'
  | 'generic_trial_error'

/** What came of the attempt to start a trial. `message` is CustomersDot's or GitLab's, one text or several. */
export type Result = { namespace: Namespace } | Failed

/** An attempt that failed; with the namespace once that is certain. */
export interface Failed {
  reason: Reason
  message?: unknown
  namespace?: Namespace
}

/** What any of the trial forms is asked with. */
export interface TrialAsked {
  headers: Record<string, string>
  query: object
  body: unknown
  base: string
}

/** How a trial is refused before CustomersDot is asked. Source: GitLab 19.3, base_apply_trial_service.rb. */
const notValid = 'Not valid to generate a trial with current information'

/** The namespace is none of those that the user may choose. */
export const notFound: Result = { reason: 'not_found', message: 'Not found' }

/** A service around one call of the portal's client: its step tells why it failed. */
export function serve(context: GitlabContext, name: string, call: () => Promise<Portal>): Promise<Portal> {
  return context.step(name, async () => {
    const result = await call()
    if (!result.success) context.fail(sentence(result.data.errors) || 'Submission failed')
    return result
  })
}

/** A trial to be applied to a namespace. */
export interface Application {
  namespace: Namespace
  /** `valid_to_generate_trial?`. */
  valid(): Promise<boolean>
  call(): Promise<Portal>
  /** Whether a refusal of CustomersDot has a reason of its own, as since 2024. */
  generic: boolean
}

/** `ApplyTrialService`: asks CustomersDot, unless the namespace cannot have the trial. */
export function applyTrial(context: GitlabContext, { namespace, valid, call, generic }: Application): Promise<Result> {
  return context.step('ApplyTrialService', async () => {
    if (!(await valid())) {
      context.fail(notValid)
      return { reason: 'trial_failed', message: notValid, namespace }
    }
    const { success, data } = await call()
    if (success) return { namespace }
    const { errors } = data as PortalErrors
    context.fail(sentence(errors) || 'The trial was not applied')
    return { reason: generic ? 'generic_trial_error' : 'trial_failed', message: errors, namespace }
  })
}

/** One text or several as one sentence; anything else is empty. */
export const sentence = (message: unknown): string =>
  [message]
    .flat()
    .filter((text) => typeof text === 'string')
    .join(', ')

/** Sends the browser on. */
export const redirect = (location: string) => ({ status: 302 as const, headers: { location } })

/** Where one who is not signed in goes. */
export const toRegistration = (base: string, params: Params) => redirect(`${base}/-/trial_registrations/new${glmQuery(params)}`)

/** Whether somebody came from the security dashboard. */
export const discovers = ({ glm_content }: Params): boolean =>
  glm_content === 'discover-group-security' || glm_content === 'discover-project-security'

/** The group, or its security dashboard for those who came from there. */
export const landing = (base: string, group: Namespace, form: Params): string =>
  urlOf(base, group) + (discovers(form) ? '/-/security/dashboard' : '')

/** Whether a form's `namespace_id` names a namespace; 0 is the choice to create one. */
export function namesNamespace({ namespace_id }: Params): boolean {
  const text = String(namespace_id ?? '')
  return text.trim() !== '' && text !== '0'
}
