import type { Reply } from '../../../contracts/openapi/types.ts'
import { generateTrial, generateTrialLead } from '../client.ts'
import { applyExtras, glmQuery, type Params, paramsOf, permit, permitted, trialLeadExtras } from '../mapping.ts'
import { namespacesOf, withId } from '../namespaces/namespaces.ts'
import { refusePage } from '../refusals.ts'
import type { GitlabContext, Namespace, User } from '../tables.ts'
import { currentUser } from '../users/session.ts'
import { tagLead } from '../users/tags.ts'
import { newGroup } from './creation.ts'
import { groupsWithoutTrial, isWithoutRunningTrial } from './eligibility.ts'
import { formAgain } from './failure.ts'
import { applyTrial, type Failed, landing, namesNamespace, redirect, serve, type TrialAsked, toRegistration } from './trial.ts'

/** The first page of 2022. Source: GitLab 15, ee/app/controllers/trials_controller.rb, `create_lead`. */
export const createTrialLead2022 = (asked: TrialAsked, context: GitlabContext): Promise<Reply<'gitlab.createTrialLead2022'>> =>
  context.step('TrialsController#create_lead', async () => {
    const params = paramsOf(asked)
    const lead = permit(params, permitted.olderTrialLead)
    const user = await currentUser(asked, context)
    if (!user) return toRegistration(asked.base, {})
    tagLead(context, { kind: 'trial', user, form: lead })
    const trial_user = { ...lead, ...trialLeadExtras(user), newsletter_segment: user.opt_in }
    const sent = await serve(context, 'CreateLeadService', () => generateTrialLead(context, { trial_user }, { successor: false }))
    if (!sent.success)
      return formAgain({
        failed: { reason: 'lead_failed', message: sent.data.errors },
        action: `${asked.base}/-/trials/create_lead`,
        form: lead,
      })
    const [only, ...others] = await groupsWithoutTrial(context, user)
    if (!only || others.length) return redirect(`${asked.base}/-/trials/select${glmQuery(lead)}`)
    return apply(context, { user, form: { ...permit(params, permitted.trialApply), namespace_id: only.id }, namespace: only }, asked.base)
  })

/** The second page of 2022: the trial for a namespace of the user, or for a new group. */
export const applyTrial2022 = (asked: TrialAsked, context: GitlabContext): Promise<Reply<'gitlab.applyTrial2022'>> =>
  context.step('TrialsController#apply', async () => {
    const params = paramsOf(asked)
    const form = permit(params, permitted.trial2023)
    const user = await currentUser(asked, context)
    if (!user) return toRegistration(asked.base, {})
    tagLead(context, { kind: 'trial', user, form })
    const namespace = await findOrCreate(context, user, form)
    if (!namespace) return refusePage.notFound()
    if ('reason' in namespace) return selectAgain(namespace, form, asked.base)
    const namespace_id = namesNamespace(form) ? (form.namespace_id ?? null) : namespace.id
    return apply(context, { user, form: { ...permit(form, permitted.trialApply), namespace_id }, namespace }, asked.base)
  })

async function findOrCreate(context: GitlabContext, user: User, form: Params): Promise<Namespace | Failed | undefined> {
  if (namesNamespace(form)) return withId(await namespacesOf(context, user), form.namespace_id)
  return form.new_group_name ? newGroup(context, user, form) : undefined
}

/** `apply_trial_and_redirect`; the namespace's id goes out as the form had it. */
async function apply(context: GitlabContext, { user, form, namespace }: { user: User; form: Params; namespace: Namespace }, base: string) {
  context.tag({ namespace_id: namespace.id })
  const call = () => generateTrial(context, { trial_user: { ...form, ...applyExtras }, uid: user.id }, { successor: false })
  const result = await applyTrial(context, { namespace, valid: () => isWithoutRunningTrial(context, namespace), call, generic: false })
  return 'reason' in result ? selectAgain(result, form, base) : redirect(`${landing(base, namespace, form)}?trial=true`)
}

const selectAgain = (failed: Failed, form: Params, base: string) => formAgain({ failed, action: `${base}/-/trials/apply`, form })
