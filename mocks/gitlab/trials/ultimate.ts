import { generateTrial, generateTrialLead } from '../client.ts'
import { applyExtras, namespaceHash, permit, permitted, trialLeadExtras } from '../mapping.ts'
import { planOf } from '../namespaces/plans.ts'
import { eligible, eligibleGroups, trialTypeOf } from './eligibility.ts'
import { ultimateStarted } from './flash.ts'
import { startTrial } from './flow.ts'
import type { Product } from './product.ts'
import { discovers, landing } from './trial.ts'

/** The Ultimate trial of today. Source: GitLab 19.3, ultimate_create_service.rb, create_lead_service.rb and apply_trial_service.rb. */
const ultimate: Product = {
  kind: 'trial',
  controller: 'TrialsController#create',
  path: '/-/trials',
  createsGroups: true,
  eligible: eligibleGroups,
  isValid: async (context, namespace) => (await eligible(context, [namespace])).length > 0,

  async sendLead(context, { user, form, namespace }, successor) {
    const plan = await planOf(context, namespace)
    const own = { namespace_id: namespace.id, trial_type: trialTypeOf(plan), existing_plan: plan }
    const trial_user = { ...permit(form, permitted.trialLead), ...trialLeadExtras(user), ...own }
    return generateTrialLead(context, { trial_user, with_add_on: true, add_on_name: 'duo_enterprise' }, { successor })
  },

  async apply(context, { user, form, namespace }, successor) {
    const hash = await namespaceHash(context, namespace, { withPlan: true })
    const own = {
      namespace_id: namespace.id,
      ...applyExtras,
      namespace: hash,
      add_on_name: 'duo_enterprise',
      trial_type: trialTypeOf(hash.plan ?? 'free'),
    }
    return generateTrial(context, { uid: user.id, trial_user: { ...permit(form, permitted.glm), ...own } }, { successor })
  },

  landing,
  started: (context, _namespace, form) => ultimateStarted(context, discovers(form)),
}

export const startUltimate = startTrial(ultimate)
