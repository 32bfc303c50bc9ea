import type { Schema } from '../../../contracts/openapi/types.ts'

type Asked = Schema<'GitlabSubscriptionUpdate'>
type Applied = Schema<'GitlabSubscription'>

/** Where the answer shows what a request asked for. CustomersDot relies on `usage` and `billing` only when it sets them, so a real GitLab may leave them out. */
const shown = {
  plan_code: ({ plan }: Applied) => plan.code,
  trial: ({ plan }: Applied) => plan.trial,
  seats: ({ usage }: Applied) => usage?.seats_in_subscription,
  start_date: ({ billing }: Applied) => billing?.subscription_start_date,
  end_date: ({ billing }: Applied) => billing?.subscription_end_date,
  trial_ends_on: ({ billing }: Applied) => billing?.trial_ends_on,
}

/**
 * How the subscription that GitLab answers with differs from what it was asked to apply, in words; undefined when they agree. That
 * CustomersDot looks is assumed: an order whose subscription is another one is worse than none.
 */
export function difference(asked: Asked, applied: Applied): string | undefined {
  const names = (Object.keys(shown) as (keyof typeof shown)[]).filter((name) => asked[name] !== undefined)
  const differing = names.map((name) => ({ name, value: shown[name](applied) })).filter(({ name, value }) => value !== asked[name])
  return differing.map(({ name, value }) => `${name} is ${textOf(value)}, not ${asked[name]}`).join(', ') || undefined
}

/** An object may not become text otherwise: its own `toString` may be no function. */
const textOf = (value: unknown): string => (value instanceof Object ? JSON.stringify(value) : String(value))
