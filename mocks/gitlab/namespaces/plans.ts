import type { GitlabContext, Namespace, Subscription } from '../tables.ts'

/** A plan by its code. */
export type Plan = Subscription['plan_code']

/** Source: GitLab 19.3, ee/app/models/ee/plan.rb, PLANS_ELIGIBLE_FOR_TRIAL; premium was added in 2024. */
export const plansForTrial: readonly Plan[] = ['default', 'free', 'premium']
/** Plans that allowed a trial until 2024. */
export const plansForFirstTrial: readonly Plan[] = ['default', 'free']

const topPlans: readonly Plan[] = ['gold', 'ultimate', 'opensource']
const unpaidPlans: readonly Plan[] = ['default', 'free']

/** The top-level group of a group; a top-level namespace itself. */
async function rootOf(context: GitlabContext, namespace: Namespace): Promise<Namespace> {
  const parent = namespace.parent_id === null ? undefined : await context.tables.namespaces.get(namespace.parent_id)
  return parent ? rootOf(context, parent) : namespace
}

/** The row of the very namespace's subscription; see `standing` for what is left of it today, and `planOf` for what a subgroup has of its root. */
export const subscriptionOf = ({ tables }: GitlabContext, { id }: Namespace): Promise<Subscription | undefined> =>
  tables.subscriptions.first('namespace_id', id)

/**
 * A subscription as it stands today: on the day that a trial ends it is over (`trial_expired?`, GitLab 18.9, ee/app/models/ee/namespace.rb).
 * The real GitLab keeps the plan until CustomersDot takes it back; that this happens at once, and what is left then, is assumed.
 */
export function standing(subscription: Subscription, { clock }: GitlabContext): Subscription {
  const { trial, trial_ends_on, plan_code } = subscription
  const isOver = trial && trial_ends_on !== null && trial_ends_on <= clock.stamp().slice(0, 10)
  return isOver ? { ...subscription, trial: false, plan_code: afterTrial[plan_code] ?? plan_code } : subscription
}

const afterTrial: Partial<Record<Plan, Plan>> = {
  ultimate_trial: 'free',
  premium_trial: 'free',
  ultimate_trial_paid_customer: 'premium',
}

/** `actual_plan_name`: the plan of the top-level group's subscription, `free` without one. */
export async function planOf(context: GitlabContext, namespace: Namespace): Promise<Plan> {
  const subscription = await subscriptionOf(context, await rootOf(context, namespace))
  return subscription ? standing(subscription, context).plan_code : 'free'
}

/** As GitLab shows a plan: `ultimate_trial` is "Ultimate Trial". */
export const titleOf = (plan: Plan): string =>
  plan.replace(/(^|_)([a-z])/g, (_, start, letter) => (start ? ' ' : '') + letter.toUpperCase())

/** Source: GitLab 19.3, ee/app/models/gitlab_subscription.rb. */
export const isPaid = ({ trial, seats, plan_code }: Subscription): boolean => !trial && seats > 0 && !unpaidPlans.includes(plan_code)

/** A paid plan below the top one that has not ended. `today` is an ISO date. */
export const isUpgradable = (subscription: Subscription, today: string): boolean =>
  isPaid(subscription) && !topPlans.includes(subscription.plan_code) && (subscription.end_date ?? today) >= today
