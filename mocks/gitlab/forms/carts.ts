import type { Reply, Schema } from '../../../contracts/openapi/types.ts'
import { permit } from '../mapping.ts'
import { isEnabled } from '../namespaces/features.ts'
import { namespacesOf, withId } from '../namespaces/namespaces.ts'
import { type Plan, planOf } from '../namespaces/plans.ts'
import { refusePage } from '../refusals.ts'
import type { GitlabContext, Namespace, User } from '../tables.ts'
import { currentUser } from '../users/session.ts'
import { tagUser } from '../users/tags.ts'

/** Seconds between the look at the cart and the lead. */
const patience = 3 * 3600

/** What a job is given, whatever is in the cart. */
export type Cart = { user_id: number; namespace_id: number }
/** A plan, with the one that the namespace has. */
export type PlanCart = Cart & { product_interaction: string; previous_plan_name: Plan }
/** Credits, with those that the namespace has. */
export type CreditsCart = Cart & { monthly_commitment_credits: number }

type Asked = { headers: Record<string, string>; body: unknown }

const untracked = (message: Schema<'GitlabNotTracked'>['message']) => ({ status: 422 as const, body: { message } })

/** Source: GitLab 18.9, hand_raise_leads_controller.rb and track_cart_abandonment_service.rb; GitLab 19.3 for credits. */
export const trackCartAbandonment = (asked: Asked, context: GitlabContext): Promise<Reply<'gitlab.trackCartAbandonment'>> =>
  context.step('HandRaiseLeadsController#track_cart_abandonment', async () => {
    const user = await currentUser(asked, context)
    const { namespace_id, plan, credits } = permit(asked.body, ['namespace_id', 'plan', 'credits'])
    const namespace = user && withId(await namespacesOf(context, user), namespace_id)
    if (!namespace) return refusePage.notFound()
    tagUser(context, user, namespace)
    if (!blank(credits)) return trackCredits(user, namespace, Number(credits) || 0, context)
    return track(user, namespace, String(plan ?? '').toLowerCase(), context)
  })

const blank = (value: unknown): boolean => value === undefined || value === null || value === ''

/** `TrackCartAbandonmentService`. */
async function track(user: User, namespace: Namespace, plan: string, context: GitlabContext) {
  if (!(await isEnabled(context, 'track_cart_abandonment'))) return { status: 200 as const }
  if (!user.opt_in) return untracked('User opt-in required')
  if (plan !== 'premium' && plan !== 'ultimate') return untracked('Invalid plan')
  const product_interaction = `cart abandonment - SaaS ${plan === 'premium' ? 'Premium' : 'Ultimate'}`
  const previous_plan_name = await planOf(context, namespace)
  const cart: PlanCart = { user_id: user.id, namespace_id: namespace.id, product_interaction, previous_plan_name }
  await schedule('GitlabSubscriptions::CartAbandonmentWorker', cart, context)
  return { status: 200 as const }
}

/** `TrackCartAbandonmentCreditsPurchaseService`. */
async function trackCredits(user: User, namespace: Namespace, monthly_commitment_credits: number, context: GitlabContext) {
  if (!user.opt_in) return untracked('User opt-in required to track credits purchase')
  const cart: CreditsCart = { user_id: user.id, namespace_id: namespace.id, monthly_commitment_credits }
  await schedule('GitlabSubscriptions::CartAbandonmentCreditsPurchaseWorker', cart, context)
  return { status: 200 as const }
}

/** `deduplicate :until_executing, including_scheduled: true`: the same job is not scheduled again until it begins. */
async function schedule(className: string, args: Cart, context: GitlabContext) {
  const key = keyOf(className, args)
  if (await context.tables.duplicate_jobs.get(key)) return
  const jid = await context.enqueue(className, args, { delay: patience })
  await context.tables.duplicate_jobs.insert({ key, jid })
}

/** Under which a job that waits is found. */
export const keyOf = (className: string, args: Cart): string => `${className}:${Object.values(args).join('-')}`
