import { retryIn } from '../sidekiq.ts'
import type { Worker } from '../system.ts'
import { type CartArguments, keyOf } from './carts.ts'
import { generateIterable, generateLead, type Payload } from './client.ts'
import { isEnabled } from './features.ts'
import { cartLead } from './mapping.ts'
import { planOf } from './plans.ts'
import type { GitlabContext, Namespace, tables } from './tables.ts'
import { tagUser } from './tags.ts'

/**
 * Sends the lead of a cart that was left, unless the namespace has got a paid plan since. Its service's result is not looked at, so a lead
 * that CustomersDot refuses is lost. Source: GitLab 18.9, ee/app/workers/gitlab_subscriptions/cart_abandonment_worker.rb.
 */
const cartAbandonment: Worker<typeof tables> = {
  queue: 'default',
  retryIn,

  async perform(given, context) {
    const args = given as CartArguments
    const waiting = await context.tables.duplicate_jobs.get(keyOf(args))
    if (waiting) await context.tables.duplicate_jobs.remove(waiting)
    const user = await context.tables.users.get(args.user_id)
    const namespace = await context.tables.namespaces.get(args.namespace_id)
    if (!user || !namespace || (await hasBought(context, namespace, args))) return undefined
    tagUser(context, user, namespace)
    const successor = await isEnabled(context, 'new_hand_raise_lead_endpoint')
    const lead = cartLead(user, namespace, await planOf(context, namespace), args.product_interaction)
    await context.step('CreateHandRaiseLeadService', async () => {
      const { success } = await generateLead(context, lead, { successor })
      if (!success) context.fail('The lead was not taken')
    })
    return undefined
  },
}

async function hasBought(context: GitlabContext, namespace: Namespace, { previous_plan_name }: CartArguments): Promise<boolean> {
  const plan = await planOf(context, namespace)
  return plan !== previous_plan_name && (plan === 'premium' || plan === 'ultimate')
}

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
  'GitlabSubscriptions::CartAbandonmentWorker': cartAbandonment,
  'Onboarding::CreateIterableTriggerWorker': iterableTrigger,
}
