import { retryIn } from '../core/system/rails.ts'
import type { Worker } from '../core/system/system.ts'
import { generateIterable, generateLead, type Payload } from './client.ts'
import { type Cart, type CreditsCart, keyOf, type PlanCart } from './forms/carts.ts'
import { cartLead, creditsLead, planLead } from './mapping.ts'
import { isEnabled } from './namespaces/features.ts'
import { type Plan, planOf } from './namespaces/plans.ts'
import type { GitlabContext, tables } from './tables.ts'
import { tagUser } from './users/tags.ts'

/**
 * Sends the lead of a cart that was left. `tell` says what the lead tells of the cart beside its owner, or that it was bought: undefined.
 * The result of the service is not looked at, so a lead that CustomersDot refuses is lost.
 * Source: GitLab 18.9, ee/app/workers/gitlab_subscriptions/cart_abandonment_worker.rb.
 */
const abandonment = <Given extends Cart>(
  className: string,
  tell: (cart: Given, plan: Plan) => Payload | undefined,
): Worker<typeof tables> => ({
  queue: 'default',
  retryIn,

  async perform(args, context) {
    const cart = args as Given
    const waiting = await context.tables.duplicate_jobs.get(keyOf(className, cart))
    if (waiting) await context.tables.duplicate_jobs.remove(waiting)
    const user = await context.tables.users.get(cart.user_id)
    const namespace = await context.tables.namespaces.get(cart.namespace_id)
    if (!user || !namespace) return undefined
    const plan = await planOf(context, namespace)
    const told = tell(cart, plan)
    if (!told) return undefined
    tagUser(context, user, namespace)
    await sendLead({ ...cartLead(user, namespace, plan), ...told }, context)
    return undefined
  },
})

async function sendLead(lead: Payload, context: GitlabContext) {
  const successor = await isEnabled(context, 'new_hand_raise_lead_endpoint')
  await context.step('CreateHandRaiseLeadService', async () => {
    const { success } = await generateLead(context, lead, { successor })
    if (!success) context.fail('The lead was not taken')
  })
}

/** A plan was bought when the namespace has got a paid one since. */
const tellPlan = ({ product_interaction, previous_plan_name }: PlanCart, plan: Plan) =>
  plan !== previous_plan_name && (plan === 'premium' || plan === 'ultimate') ? undefined : planLead(product_interaction)

const tellCredits = ({ monthly_commitment_credits }: CreditsCart) => creditsLead(monthly_commitment_credits)

/** Sends CustomersDot a trigger for Iterable, and again when it was not taken. Source: GitLab 18.9, onboarding/create_iterable_trigger_worker.rb. */
const iterableTrigger: Worker<typeof tables> = {
  queue: 'default',
  retryIn,

  async perform(params, context) {
    context.tag({ kind: 'iterable', email: String(params.work_email) })
    const { success } = await generateIterable(context, params as Payload)
    return success
      ? undefined
      : { failed: 'Iterable trigger was not taken', errorClass: 'Onboarding::CreateIterableTriggerWorker::FailedError' }
  },
}

export const workers = {
  'GitlabSubscriptions::CartAbandonmentWorker': abandonment('GitlabSubscriptions::CartAbandonmentWorker', tellPlan),
  'GitlabSubscriptions::CartAbandonmentCreditsPurchaseWorker': abandonment(
    'GitlabSubscriptions::CartAbandonmentCreditsPurchaseWorker',
    tellCredits,
  ),
  'Onboarding::CreateIterableTriggerWorker': iterableTrigger,
}
