import type { Params } from '../mapping.ts'
import type { Portal } from '../portal.ts'
import type { GitlabContext, Namespace, User } from '../tables.ts'

/** What a trial is asked for with. */
export interface Submission {
  user: User
  form: Params
  namespace: Namespace
}

/** One of the trials of today's single page, which differ in these points only. */
export interface Product {
  kind: 'trial' | 'addon_trial'
  controller: string
  path: string
  createsGroups: boolean
  /** The user's namespaces that may start the trial. */
  eligible(context: GitlabContext, user: User): Promise<Namespace[]>
  /** `valid_to_generate_trial?`. */
  isValid(context: GitlabContext, namespace: Namespace): Promise<boolean>
  /** `successor`: by CustomersDot's newer paths. */
  sendLead(context: GitlabContext, submission: Submission, successor: boolean): Promise<Portal>
  apply(context: GitlabContext, submission: Submission, successor: boolean): Promise<Portal>
  landing(base: string, namespace: Namespace, form: Params): string
  /** The flash message once it has started. */
  started(context: GitlabContext, namespace: Namespace, form: Params): Promise<string>
}
