import type { Schema } from '../../../contracts/openapi/types.ts'
import type { GitlabContext, Namespace } from '../tables.ts'
import { trialDuration } from '../trials/durations.ts'
import { type Plan, planOf } from './plans.ts'

/** `code_suggestions` is sold as Duo Pro. */
export type AddOnName = 'code_suggestions' | 'duo_enterprise'

/** An add-on that can be tried. */
export interface AddOn {
  name: AddOnName
  title: string
  /** Its trial as CustomersDot calls it. */
  trialType: 'gitlab_duo_pro' | 'gitlab_duo_enterprise'
  controller: string
  path: string
  product_interaction: string
  /** What Iterable is told once somebody has a seat. */
  seatInteraction: string
  plan: Plan
  /** Add-ons that rule the trial out, once bought or tried. */
  excludes: AddOnName[]
}

/** Whether a namespace has the plan for the add-on and nothing that rules it out. */
export async function isEligible({ plan, excludes }: AddOn, context: GitlabContext, namespace: Namespace): Promise<boolean> {
  if ((await planOf(context, namespace)) !== plan) return false
  const purchases = await context.tables.add_on_purchases.find('namespace_id', namespace.id)
  return !purchases.some(({ add_on_name }) => excludes.includes(add_on_name))
}

/**
 * CustomersDot provisions the purchase before it answers. After one that did not, GitLab writes it itself, until the day that the answer
 * names, else for as long as such a trial lasts (assumed), so that a CustomersDot that cannot call back may be tried as well.
 */
export async function purchase({ name, trialType }: AddOn, context: GitlabContext, { id }: Namespace, data: unknown) {
  const { clock, tables } = context
  if ((await tables.add_on_purchases.find('namespace_id', id)).some(({ add_on_name }) => add_on_name === name)) return
  const { trial_ends_on } = (data ?? {}) as { trial_ends_on?: unknown }
  const ends = Date.parse(String(trial_ends_on)) || clock.now() + (await trialDuration(context, trialType)) * 86_400_000
  const [started_on, expires_on] = [clock.now(), ends].map((time) => clock.stamp(time).slice(0, 10)) as [string, string]
  await tables.add_on_purchases.insert({ namespace_id: id, add_on_name: name, started_on, expires_on, trial: true })
}

/** First and last date of a purchase. */
export type Term = { started_on: string; expires_on: string }

/** Gives a namespace an add-on, or changes the one it has. */
export async function provisionAddOn(
  { tables }: GitlabContext,
  namespace_id: number,
  add_on_name: AddOnName,
  { quantity, started_on, expires_on, purchase_xid, trial = false }: Schema<'GitlabAddOnProvision'> & Term,
) {
  const given = {
    started_on,
    expires_on,
    trial,
    ...(quantity === undefined ? {} : { quantity }),
    ...(purchase_xid ? { purchase_xid } : {}),
  }
  const known = (await tables.add_on_purchases.find('namespace_id', namespace_id)).find((row) => row.add_on_name === add_on_name)
  if (known) await tables.add_on_purchases.update(known, given)
  else await tables.add_on_purchases.insert({ namespace_id, add_on_name, ...given })
}
