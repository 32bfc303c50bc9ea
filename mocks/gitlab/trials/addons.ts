import { generateAddonTrial, generateAddonTrialLead } from '../client.ts'
import { applyExtras, namespaceHash, permit, permitted, seatTrigger, trialLeadExtras } from '../mapping.ts'
import { access, groupsOf, urlOf } from '../namespaces/namespaces.ts'
import { planOf } from '../namespaces/plans.ts'
import { type AddOn, isEligible, purchase } from '../namespaces/purchases.ts'
import type { GitlabContext } from '../tables.ts'
import { addOnStarted } from './flash.ts'
import { startTrial } from './flow.ts'
import type { Product, Submission } from './product.ts'

/** Source: GitLab 18, ee/app/models/gitlab_subscriptions/duo_pro.rb, duo_enterprise.rb and add_on_trial_eligible_namespaces_finder.rb. */
const duoPro: AddOn = {
  name: 'code_suggestions',
  title: 'Duo Pro',
  trialType: 'gitlab_duo_pro',
  controller: 'DuoProController#create',
  path: '/-/trials/duo_pro',
  product_interaction: 'duo_pro_trial',
  seatInteraction: 'duo_pro_add_on_seat_assigned',
  plan: 'premium',
  excludes: ['code_suggestions', 'duo_enterprise'],
}
const duoEnterprise: AddOn = {
  name: 'duo_enterprise',
  title: 'Duo Enterprise',
  trialType: 'gitlab_duo_enterprise',
  controller: 'DuoEnterpriseController#create',
  path: '/-/trials/duo_enterprise',
  product_interaction: 'duo_enterprise_trial',
  seatInteraction: 'duo_enterprise_add_on_seat_assigned',
  plan: 'ultimate',
  excludes: ['duo_enterprise'],
}

/** Source: GitLab 18.9, duo_pro_create_service.rb and duo_enterprise_create_service.rb. */
const productOf = (addOn: AddOn): Product => ({
  kind: 'addon_trial',
  controller: addOn.controller,
  path: addOn.path,
  createsGroups: false,
  async eligible(context, user) {
    const groups = await groupsOf(context, user, access.owner)
    const valid = await Promise.all(groups.map((group) => isEligible(addOn, context, group)))
    return groups.filter((_, index) => valid[index])
  },
  isValid: (context, namespace) => isEligible(addOn, context, namespace),
  sendLead: (context, submission, successor) => sendLead(addOn, context, submission, successor),
  async apply(context, { user, form, namespace }, successor) {
    const own = {
      namespace_id: namespace.id,
      ...applyExtras,
      namespace: await namespaceHash(context, namespace, { withPlan: true }),
      add_on_name: addOn.name,
    }
    const applied = await generateAddonTrial(
      context,
      { uid: user.id, trial_user: { ...permit(form, permitted.glm), ...own } },
      { successor },
    )
    if (applied.success) await assignSeat(addOn, context, { user, namespace }, applied.data)
    return applied
  },
  landing: (base, namespace) => `${urlOf(base, namespace)}/-/settings/gitlab_duo`,
  started: (context, namespace) => addOnStarted(addOn, context, namespace),
})

/** Whoever began the trial gets a seat, and Iterable hears of it. Source: GitLab 18.9, user_add_on_assignments/saas/create_service.rb. */
async function assignSeat(addOn: AddOn, context: GitlabContext, { user, namespace }: Omit<Submission, 'form'>, answer: unknown) {
  await purchase(addOn, context, namespace, answer)
  const trigger = seatTrigger(user, namespace, await planOf(context, namespace), addOn.seatInteraction)
  await context.step('enqueue Onboarding::CreateIterableTriggerWorker', () =>
    context.enqueue('Onboarding::CreateIterableTriggerWorker', trigger),
  )
}

async function sendLead(
  { name, product_interaction }: AddOn,
  context: GitlabContext,
  { user, form, namespace }: Submission,
  successor: boolean,
) {
  const trial_user = {
    ...permit(form, permitted.trialLead),
    ...trialLeadExtras(user),
    namespace_id: namespace.id,
    existing_plan: await planOf(context, namespace),
    product_interaction,
    add_on_name: name,
    preferred_language: user.preferred_language,
    opt_in: user.opt_in,
  }
  return generateAddonTrialLead(context, { trial_user }, { successor })
}

export const startDuoPro = startTrial(productOf(duoPro))
export const startDuoEnterprise = startTrial(productOf(duoEnterprise))
