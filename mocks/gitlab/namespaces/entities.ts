import type { Schema } from '../../../contracts/openapi/types.ts'
import type { GitlabContext, Namespace, Subscription } from '../tables.ts'
import { countMembers, urlOf } from './namespaces.ts'
import { isPaid, isUpgradable, planOf, standing, subscriptionOf, titleOf } from './plans.ts'

const nothing: Schema<'GitlabSubscription'> = {
  plan: { code: null, name: null, trial: null, auto_renew: null, upgradable: null, exclude_guests: null },
  usage: { seats_in_subscription: null, seats_in_use: null, max_seats_used: null, seats_owed: null },
  billing: { subscription_start_date: null, subscription_end_date: null, trial_ends_on: null },
}

/** A subscription as the API shows it, which is the record, also when its trial is over. Source: GitLab 18.9, ee/lib/ee/api/entities/gitlab_subscription.rb. */
export async function subscriptionEntity(context: GitlabContext, namespace: Namespace): Promise<Schema<'GitlabSubscription'>> {
  const subscription = await subscriptionOf(context, namespace)
  if (!subscription) return nothing
  const { plan_code, trial, auto_renew, seats, max_seats_used, start_date, end_date, trial_ends_on } = subscription
  const upgradable = isUpgradable(subscription, context.clock.stamp().slice(0, 10))
  return {
    plan: { code: plan_code, name: titleOf(plan_code), trial, auto_renew, upgradable, exclude_guests: excludesGuests(subscription) },
    usage: {
      seats_in_subscription: seats,
      seats_in_use: await countMembers(context, namespace),
      max_seats_used,
      seats_owed: seatsOwed(subscription),
    },
    billing: { subscription_start_date: start_date, subscription_end_date: end_date, trial_ends_on },
  }
}

/** A namespace as an admin or CustomersDot sees it; the sandbox has no projects. Source: GitLab 18.9, ee/lib/ee/api/entities/namespace.rb. */
export async function namespaceEntity(context: GitlabContext, namespace: Namespace, base: string): Promise<Schema<'GitlabNamespace'>> {
  const { id, name, path, kind, full_path, parent_id, created_at: _, ...limits } = namespace
  const members = await countMembers(context, namespace)
  const subscription = await subscriptionOf(context, namespace)
  return {
    ...{ id, name, path, kind, full_path, parent_id, avatar_url: null, web_url: urlOf(base, namespace) },
    ...(kind === 'group' ? { members_count_with_descendants: members, root_repository_size: 0, projects_count: 0 } : {}),
    billable_members_count: members,
    ...(subscription ? { ...seatsOf(subscription), seats_in_use: members } : {}),
    plan: await planOf(context, namespace),
    trial_ends_on: subscription?.trial_ends_on ?? null,
    trial: subscription ? standing(subscription, context).trial : false,
    ...limits,
  }
}

const seatsOf = ({ max_seats_used, end_date }: Subscription) => ({ max_seats_used, max_seats_used_changed_at: null, end_date })

const seatsOwed = (subscription: Subscription): number =>
  isPaid(subscription) ? Math.max(0, subscription.max_seats_used - subscription.seats) : 0

/** Source: GitLab 18.9, ee/app/models/ee/namespace.rb, `exclude_guests?`. */
const excludesGuests = ({ plan_code }: Subscription): boolean =>
  ['ultimate', 'gold', 'ultimate_trial', 'ultimate_trial_paid_customer', 'opensource'].includes(plan_code)
