import type { Reply } from '../../../contracts/openapi/types.ts'
import { type Params, paramsOf, permit, permitted } from '../mapping.ts'
import { isEnabled } from '../namespaces/features.ts'
import { withId } from '../namespaces/namespaces.ts'
import { refusePage } from '../refusals.ts'
import type { GitlabContext, Namespace, User } from '../tables.ts'
import { currentUser } from '../users/session.ts'
import { tagLead } from '../users/tags.ts'
import { newGroup } from './creation.ts'
import { formAgain, unsuccessful } from './failure.ts'
import { flash } from './flash.ts'
import type { Product, Submission } from './product.ts'
import { applyTrial, namesNamespace, notFound, type Result, redirect, serve, type TrialAsked, toRegistration } from './trial.ts'

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
      if (!mayTry(product, form, eligible)) {
        context.fail(
          form.namespace_id
            ? `namespace ${form.namespace_id} is not eligible for this trial`
            : 'no group of the user is eligible for this trial',
        )
        return refusePage.forbidden()
      }
      const result = await execute(product, params.step, { user, form, eligible }, context)
      if (!('reason' in result)) await flash(context, () => product.started(context, result.namespace, form))
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
