import { generateAddonTrial, generateAddonTrialLead } from './client.ts'
import { type Product, type Submission, startTrial } from './flow.ts'
import { applyExtras, namespaceHash, permit, permitted, trialLeadExtras } from './mapping.ts'
import { access, groupsOf, urlOf } from './namespaces.ts'
import { type Plan, planOf } from './plans.ts'
import type { GitlabContext, Namespace } from './tables.ts'

type AddOnName = 'code_suggestions' | 'duo_enterprise'

interface AddOn {
  name: AddOnName
  controller: string
  path: string
  product_interaction: string
  plan: Plan
  /** Add-ons that rule the trial out, once bought or tried. */
  excludes: AddOnName[]
}

/** Days, when CustomersDot does not say. Source: GitLab 19.3, ee/app/models/gitlab_subscriptions/trials.rb. */
const defaultDuration = 60

/** Source: GitLab 18, ee/app/models/gitlab_subscriptions/duo_pro.rb, duo_enterprise.rb and add_on_trial_eligible_namespaces_finder.rb. */
const duoPro: AddOn = {
  name: 'code_suggestions',
  controller: 'DuoProController#create',
  path: '/-/trials/duo_pro',
  product_interaction: 'duo_pro_trial',
  plan: 'premium',
  excludes: ['code_suggestions', 'duo_enterprise'],
}
const duoEnterprise: AddOn = {
  name: 'duo_enterprise',
  controller: 'DuoEnterpriseController#create',
  path: '/-/trials/duo_enterprise',
  product_interaction: 'duo_enterprise_trial',
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
    if (applied.success) await purchase(addOn, context, namespace, applied.data)
    return applied
  },
  landing: (base, namespace) => `${urlOf(base, namespace)}/-/settings/gitlab_duo`,
})

async function isEligible({ plan, excludes }: AddOn, context: GitlabContext, namespace: Namespace): Promise<boolean> {
  if ((await planOf(context, namespace)) !== plan) return false
  const purchases = await context.tables.add_on_purchases.find('namespace_id', namespace.id)
  return !purchases.some(({ add_on_name }) => excludes.includes(add_on_name))
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

/**
 * The real CustomersDot writes the purchase into GitLab before it answers, by an internal endpoint outside this contract. Here GitLab
 * writes it itself, from that answer (assumed).
 */
async function purchase({ name }: AddOn, { clock, tables }: GitlabContext, { id }: Namespace, data: unknown) {
  const { trial_ends_on } = (data ?? {}) as { trial_ends_on?: unknown }
  const ends = typeof trial_ends_on === 'string' ? trial_ends_on : clock.stamp(clock.now() + defaultDuration * 86_400_000)
  const started_on = clock.stamp().slice(0, 10)
  await tables.add_on_purchases.insert({ namespace_id: id, add_on_name: name, started_on, expires_on: ends.slice(0, 10), trial: true })
}

export const startDuoPro = startTrial(productOf(duoPro))
export const startDuoEnterprise = startTrial(productOf(duoEnterprise))
