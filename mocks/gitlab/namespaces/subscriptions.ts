import type { Schema } from '../../../contracts/openapi/types.ts'
import type { GitlabContext, Namespace, Subscription } from '../tables.ts'
import { subscriptionOf } from './plans.ts'

/** What the API is given; blank text stands for null, as Grape reads it. */
export type Attributes = { [Name in keyof Schema<'GitlabSubscriptionUpdate'>]?: Schema<'GitlabSubscriptionUpdate'>[Name] | null | '' }

/** Messages by field, in Rails' words. */
export type Complaints = NonNullable<Schema<'GitlabInvalid'>['message']>

/** What came of writing a subscription. */
export type Saved = { saved: Subscription } | { invalid: Complaints }

type Draft = { [Name in keyof Subscription]: Subscription[Name] | null }

const columns = [
  'start_date',
  'end_date',
  'plan_code',
  'seats',
  'max_seats_used',
  'auto_renew',
  'trial',
  'trial_starts_on',
  'trial_ends_on',
  'trial_extension_type',
] as const

const blank = ["can't be blank"]

/** Gives a namespace its one subscription. */
export async function createSubscription(context: GitlabContext, namespace: Namespace, given: Attributes): Promise<Saved> {
  const taken = await subscriptionOf(context, namespace)
  if (taken) return { invalid: { namespace_id: ['has already been taken'] } }
  const draft = { ...emptyDraft(context, namespace), ...assigned(given) }
  const invalid = complaints(draft)
  if (invalid) return { invalid }
  const { id: _, ...row } = draft as Subscription
  return { saved: await context.tables.subscriptions.insert(row) }
}

/** Changes what is given of a subscription. */
export async function updateSubscription({ clock, tables }: GitlabContext, subscription: Subscription, given: Attributes): Promise<Saved> {
  const changes = { ...assigned(given), updated_at: clock.stamp() }
  const invalid = complaints({ ...subscription, ...changes })
  if (invalid) return { invalid }
  return { saved: await tables.subscriptions.update(subscription, changes as Partial<Subscription>) }
}

/** Changes the subscription of a namespace, or gives it one: what nested attributes do. */
export async function saveSubscription(context: GitlabContext, namespace: Namespace, given: Attributes): Promise<Saved> {
  const subscription = await subscriptionOf(context, namespace)
  return subscription ? updateSubscription(context, subscription, given) : createSubscription(context, namespace, given)
}

/** A record's defaults. Source: GitLab 18.9, ee/app/models/gitlab_subscription.rb and db/structure.sql. */
const emptyDraft = ({ clock }: GitlabContext, { id }: Namespace): Draft => ({
  id: null,
  namespace_id: id,
  plan_code: 'free',
  start_date: clock.stamp().slice(0, 10),
  end_date: null,
  seats: 0,
  max_seats_used: 0,
  auto_renew: null,
  trial: false,
  trial_starts_on: null,
  trial_ends_on: null,
  trial_extension_type: null,
  created_at: clock.stamp(),
  updated_at: clock.stamp(),
})

/** The declared columns that were given; no plan is `free`, and a trial starts with the subscription unless something else is said. */
function assigned(given: Attributes): Partial<Draft> {
  const draft: Record<string, unknown> = {}
  for (const column of columns) if (column in given) draft[column] = given[column] === '' ? null : given[column]
  if ('plan_code' in draft) draft.plan_code ??= 'free'
  if (draft.trial && draft.start_date) draft.trial_starts_on ??= draft.start_date
  for (const column of ['max_seats_used', 'trial'] as const) if (draft[column] === null) draft[column] = emptyValue[column]
  return draft
}

/** Where the table has no room for the null that the API lets pass (assumed). */
const emptyValue = { max_seats_used: 0, trial: false }

function complaints({ seats, start_date, trial, trial_starts_on, trial_ends_on }: Draft): Complaints | undefined {
  const found: Complaints = {}
  if (seats === null) found.seats = blank
  if (start_date === null) found.start_date = blank
  if (trial && !trial_starts_on) found.trial_starts_on = blank
  if (trial && !trial_ends_on) found.trial_ends_on = blank
  else if (trial && trial_starts_on && (trial_ends_on as string) <= trial_starts_on)
    found.trial_ends_on = [`must be greater than ${trial_starts_on}`]
  return Object.keys(found).length ? found : undefined
}
