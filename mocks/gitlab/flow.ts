import type { Reply } from '../../contracts/types.ts'
import type { Portal } from './client.ts'
import { refusePage } from './errors.ts'
import { formAgain, unsuccessful } from './failure.ts'
import { isEnabled } from './features.ts'
import { createGroup } from './groups.ts'
import { type Params, paramsOf, permit, permitted } from './mapping.ts'
import { withId } from './namespaces.ts'
import { currentUser } from './session.ts'
import type { GitlabContext, Namespace, User } from './tables.ts'
import { tagLead } from './tags.ts'
import { applyTrial, namesNamespace, notFound, type Result, redirect, serve, type TrialAsked, toRegistration } from './trial.ts'

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
}

type Answered = Reply<'gitlab.createTrial'>

/** Today's controllers of trials. Source: GitLab 18.9, gitlab_subscriptions/trials_controller.rb and trials/duo_common.rb. */
export const startTrial =
  (product: Product) =>
  (asked: TrialAsked, context: GitlabContext): Promise<Answered> =>
    context.step(product.controller, async () => {
      const params = paramsOf(asked)
      const form = permit(params, permitted.trial)
      const user = await currentUser(asked, context)
      if (!user) return toRegistration(asked.base, form)
      tagLead(context, { kind: product.kind, user, form })
      const eligible = await product.eligible(context, user)
      if (!mayTry(product, form, eligible)) return refusePage.forbidden()
      const result = await execute(product, params.step, { user, form, eligible }, context)
      return show(product, result, form, asked.base)
    })

/** Whether the form names an eligible namespace. An add-on needs one in any case, Ultimate may be for a group yet to be created. */
function mayTry({ createsGroups }: Product, form: Params, eligible: Namespace[]): boolean {
  if (namesNamespace(form)) return withId(eligible, form.namespace_id) !== undefined
  return createsGroups || eligible.length > 0
}

/** `UltimateCreateService` and its likes: the lead goes first, so that no trial is without one. */
async function execute(
  product: Product,
  step: unknown,
  { user, form, eligible }: { user: User; form: Params; eligible: Namespace[] },
  context: GitlabContext,
): Promise<Result> {
  const namespace = withId(eligible, form.namespace_id)
  if (step === 'full' && !namesNamespace(form) && product.createsGroups && 'new_group_name' in form)
    return intoNewGroup(product, { user, form }, context)
  if (!namespace) return notFound
  context.tag({ namespace_id: namespace.id })
  if (step === 'full' || step === 'resubmit_lead') return leadAndTrial(product, { user, form, namespace }, context)
  return step === 'resubmit_trial' ? trial(product, { user, form, namespace }, context) : notFound
}

async function intoNewGroup(product: Product, { user, form }: Omit<Submission, 'namespace'>, context: GitlabContext): Promise<Result> {
  const namespace = await newGroup(context, user, form)
  if ('reason' in namespace) return namespace
  return leadAndTrial(product, { user, form, namespace }, context)
}

/** The group that a form asks for, committed at once: CustomersDot loads it while the trial is applied. */
export async function newGroup(context: GitlabContext, user: User, form: Params): Promise<Namespace | Extract<Result, { reason: string }>> {
  const name = String(form.new_group_name ?? '').replace(/<[^>]*>/g, '')
  const created = await context.step('Groups::CreateService', () => createGroup(context, user, { name }))
  if (!('group' in created)) return { reason: 'namespace_create_failed', message: 'invalid' in created ? created.invalid : [] }
  context.commit()
  context.tag({ namespace_id: created.group.id })
  return created.group
}

async function leadAndTrial(product: Product, submission: Submission, context: GitlabContext): Promise<Result> {
  const successor = await isEnabled(context, 'new_trial_lead_endpoint')
  const sent = await serve(context, 'CreateLeadService', () => product.sendLead(context, submission, successor))
  if (!sent.success) return { reason: 'lead_failed', message: sent.data.errors, namespace: submission.namespace }
  return trial(product, submission, context)
}

async function trial(product: Product, submission: Submission, context: GitlabContext): Promise<Result> {
  const { namespace } = submission
  const successor = await isEnabled(context, 'new_trial_lead_endpoint')
  const call = () => product.apply(context, submission, successor)
  return applyTrial(context, { namespace, valid: () => product.isValid(context, namespace), call, generic: true })
}

const repeat = { lead_failed: 'resubmit_lead', namespace_create_failed: 'full' } as const

function show(product: Product, result: Result, form: Params, base: string): Answered {
  if (!('reason' in result)) return redirect(product.landing(base, result.namespace, form))
  if (result.reason === 'not_found') return refusePage.notFound()
  const step = result.reason in repeat ? repeat[result.reason as keyof typeof repeat] : 'resubmit_trial'
  const shown = { failed: result, action: base + product.path, step, form }
  return result.reason === 'namespace_create_failed' ? formAgain(shown) : unsuccessful(shown)
}
