import type { Reply } from '../../../contracts/openapi/types.ts'
import { generateTrial, generateTrialLead } from '../client.ts'
import { applyExtras, namespaceHash, type Params, paramsOf, permit, permitted, toQuery, trialLeadExtras } from '../mapping.ts'
import { withId } from '../namespaces/namespaces.ts'
import { refusePage } from '../refusals.ts'
import type { GitlabContext, Namespace, User } from '../tables.ts'
import { currentUser } from '../users/session.ts'
import { tagLead } from '../users/tags.ts'
import { newGroup } from './creation.ts'
import { groupsWithoutTrial, isWithoutRunningTrial } from './eligibility.ts'
import { formAgain, unsuccessful } from './failure.ts'
import { applyTrial, landing, namesNamespace, notFound, type Result, redirect, serve, type TrialAsked, toRegistration } from './trial.ts'

interface Forms {
  user: User
  lead: Params
  trial: Params
}

/** The trial in two pages, `step=lead` and `step=trial`. Source: GitLab 16, ee/app/services/gitlab_subscriptions/trials/create_service.rb. */
export const startStepped = (asked: TrialAsked, context: GitlabContext): Promise<Reply<'gitlab.createTrial'>> =>
  context.step('TrialsController#create', async () => {
    const params = paramsOf(asked)
    const lead = permit(params, permitted.olderTrialLead)
    const trial = permit(params, permitted.trial2023)
    const user = await currentUser(asked, context)
    if (!user) return toRegistration(asked.base, lead)
    tagLead(context, { kind: 'trial', user, form: lead })
    const result = params.step === 'lead' ? await leadStep(context, { user, lead, trial }) : await trialStep(context, { user, lead, trial })
    return show(result, { lead, trial, step: String(params.step) }, asked.base)
  })

/** The lead; and the trial at once when there is no choice of the group. */
async function leadStep(context: GitlabContext, { user, lead, trial }: Forms): Promise<Result> {
  const trial_user = { ...lead, ...trialLeadExtras(user), newsletter_segment: user.opt_in }
  const sent = await serve(context, 'CreateLeadService', () => generateTrialLead(context, { trial_user }, { successor: false }))
  if (!sent.success) return { reason: 'lead_failed', message: sent.data.errors }
  const [only, ...others] = await groupsWithoutTrial(context, user)
  if (only && !others.length) return apply(context, { user, trial }, only)
  return { reason: 'no_single_namespace', message: 'Lead created, but singular eligible namespace not present' }
}

async function trialStep(context: GitlabContext, { user, trial }: Forms): Promise<Result> {
  if (namesNamespace(trial)) {
    const namespace = withId(await groupsWithoutTrial(context, user), trial.namespace_id)
    return namespace ? apply(context, { user, trial }, namespace) : notFound
  }
  if (!('new_group_name' in trial)) return notFound
  const namespace = await newGroup(context, user, trial)
  return 'reason' in namespace ? namespace : apply(context, { user, trial }, namespace)
}

async function apply(context: GitlabContext, { user, trial }: Pick<Forms, 'user' | 'trial'>, namespace: Namespace): Promise<Result> {
  context.tag({ namespace_id: namespace.id })
  const given = { ...permit(trial, permitted.trialApply), namespace_id: namespace.id }
  const trial_user = { ...given, ...applyExtras, namespace: await namespaceHash(context, namespace, { withPlan: false }) }
  const call = () => generateTrial(context, { uid: user.id, trial_user }, { successor: false })
  return applyTrial(context, { namespace, valid: () => isWithoutRunningTrial(context, namespace), call, generic: false })
}

function show(
  result: Result,
  { lead, trial, step }: { lead: Params; trial: Params; step: string },
  base: string,
): Reply<'gitlab.createTrial'> {
  if (!('reason' in result)) return redirect(`${landing(base, result.namespace, trial)}?trial=true`)
  if (result.reason === 'not_found') return refusePage.notFound()
  const selection = permit({ ...lead, ...trial }, ['glm_content', 'glm_source', 'namespace_id'])
  if (result.reason === 'no_single_namespace') return redirect(`${base}/-/trials/new${toQuery({ step: 'trial', ...selection })}`)
  const failedLead = result.reason === 'lead_failed'
  const shown = {
    failed: result,
    action: `${base}/-/trials`,
    step: failedLead ? step : 'trial',
    form: failedLead ? { ...trial, ...lead } : trial,
  }
  return result.reason === 'namespace_create_failed' ? formAgain(shown) : unsuccessful(shown)
}
