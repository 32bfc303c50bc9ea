import { type Plan, planOf } from './plans.ts'
import type { GitlabContext, Namespace } from './tables.ts'

/** `code_suggestions` is sold as Duo Pro. */
export type AddOnName = 'code_suggestions' | 'duo_enterprise'

/** An add-on that can be tried. */
export interface AddOn {
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

/** Whether a namespace has the plan for the add-on and nothing that rules it out. */
export async function isEligible({ plan, excludes }: AddOn, context: GitlabContext, namespace: Namespace): Promise<boolean> {
  if ((await planOf(context, namespace)) !== plan) return false
  const purchases = await context.tables.add_on_purchases.find('namespace_id', namespace.id)
  return !purchases.some(({ add_on_name }) => excludes.includes(add_on_name))
}

/**
 * The real CustomersDot writes the purchase into GitLab before it answers, by an internal endpoint outside this contract. Here GitLab
 * writes it itself, from that answer (assumed).
 */
export async function purchase({ name }: AddOn, { clock, tables }: GitlabContext, { id }: Namespace, data: unknown) {
  const { trial_ends_on } = (data ?? {}) as { trial_ends_on?: unknown }
  const ends = typeof trial_ends_on === 'string' ? trial_ends_on : clock.stamp(clock.now() + defaultDuration * 86_400_000)
  const started_on = clock.stamp().slice(0, 10)
  await tables.add_on_purchases.insert({ namespace_id: id, add_on_name: name, started_on, expires_on: ends.slice(0, 10), trial: true })
}
