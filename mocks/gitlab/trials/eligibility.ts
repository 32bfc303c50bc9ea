import { namespaceEligibleTrials } from '../client.ts'
import { readCache, writeCache } from '../namespaces/cache.ts'
import { access, groupsOf } from '../namespaces/namespaces.ts'
import { type Plan, planOf, plansForFirstTrial, plansForTrial, standing, subscriptionOf } from '../namespaces/plans.ts'
import type { GitlabContext, Namespace, User } from '../tables.ts'

/** Milliseconds. Source: GitLab 18.9, ee/app/finders/namespaces/trial_eligible_finder.rb. */
const cacheLife = 8 * 3_600_000
const cacheKey = (id: number) => `namespaces:eligible_trials:${id}`

/** The Ultimate trial of a plan since 2026-02-10. Source: GitLab 19.3, ee/app/models/gitlab_subscriptions/trials.rb. */
export const trialTypeOf = (plan: Plan) => (plan === 'premium' ? 'ultimate_on_premium_with_dap' : 'ultimate_with_dap')

/** Today: the top-level groups that a user owns and that may start an Ultimate trial. */
export const eligibleGroups = async (context: GitlabContext, user: User): Promise<Namespace[]> =>
  eligible(context, await groupsOf(context, user, access.owner))

/** `Namespaces::TrialEligibleFinder`: those whose plan allows the trial and for whom CustomersDot lists its type. */
export async function eligible(context: GitlabContext, namespaces: Namespace[]): Promise<Namespace[]> {
  const plans = await Promise.all(namespaces.map((namespace) => planOf(context, namespace)))
  const candidates = namespaces
    .map((namespace, index) => ({ namespace, plan: plans[index] as Plan }))
    .filter(({ plan }) => plansForTrial.includes(plan))
  if (!candidates.length) return []
  const types = await trialTypes(
    context,
    candidates.map(({ namespace }) => namespace.id),
  )
  return candidates.filter(({ namespace, plan }) => types.get(namespace.id)?.includes(trialTypeOf(plan))).map(({ namespace }) => namespace)
}

/** Until 2024: the top-level groups that a user manages and that never had a trial nor a paid plan. */
export async function groupsWithoutTrial(context: GitlabContext, user: User): Promise<Namespace[]> {
  const groups = await groupsOf(context, user, access.maintainer)
  const free = await Promise.all(groups.map((group) => isWithoutTrial(context, group)))
  return groups.filter((_, index) => free[index])
}

/** Source: GitLab 15, ee/app/models/ee/namespace.rb, `eligible_for_trial`. */
async function isWithoutTrial(context: GitlabContext, group: Namespace): Promise<boolean> {
  const subscription = await subscriptionOf(context, group)
  return !subscription || (!subscription.trial && !subscription.trial_ends_on && plansForFirstTrial.includes(subscription.plan_code))
}

/** `!namespace.trial?`, what `ApplyTrialService` looked at before 2024. */
export async function isWithoutRunningTrial(context: GitlabContext, namespace: Namespace): Promise<boolean> {
  const subscription = await subscriptionOf(context, namespace)
  return !subscription || !standing(subscription, context).trial
}

/** The cache counts when it knows them all; a namespace that CustomersDot left out is asked for again each time. */
async function trialTypes(context: GitlabContext, ids: number[]): Promise<Map<number, string[]>> {
  const known = new Map<number, string[]>()
  for (const id of ids) {
    const types = readCache<string[]>(context, cacheKey(id))
    if (types) known.set(id, types)
  }
  return known.size === ids.length ? known : askTrialTypes(context, ids)
}

async function askTrialTypes(context: GitlabContext, ids: number[]): Promise<Map<number, string[]>> {
  const answered = await namespaceEligibleTrials(context, ids)
  if (!answered.success) {
    const error_class = 'Namespaces::TrialEligibleFinder'
    context.log({ severity: 'WARN', message: 'Unable to fetch eligible trials from GitLab Customers App', error_class })
    return new Map()
  }
  const types = new Map(Object.entries(answered.data?.namespaces ?? {}).map(([id, own]) => [Number(id), own]))
  for (const [id, own] of types) writeCache(context, cacheKey(id), own, cacheLife)
  return types
}
