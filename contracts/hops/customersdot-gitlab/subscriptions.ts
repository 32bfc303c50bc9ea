import type { CustomersdotContext } from '../../../mocks/customersdot/tables.ts'
import { applySubscription } from '../../../mocks/customersdot/trials/callback.ts'
import { subscriptionsOf, type Term, termOf, ultimate } from '../../../mocks/customersdot/trials/trials.ts'
import type { Interaction } from '../../consumer/interaction.ts'
import type { Generation } from './generations.ts'

const id = 7000
const place = { id, name: 'Initech', path: 'initech' }
const path = { id: String(id) }
const trial = { plan_code: 'ultimate_trial', trial: true, trial_starts_on: '2026-03-02', trial_ends_on: '2026-04-01' }
const whole = { start_date: '2026-03-02', end_date: '2026-04-01', seats: 100, ...trial }
/** What CustomersDot compares with what it asked for. */
const started = {
  plan: { code: 'ultimate_trial', trial: true },
  usage: { seats_in_subscription: 100 },
  billing: { subscription_start_date: '2026-03-02', subscription_end_date: '2026-04-01', trial_ends_on: '2026-04-01' },
}
const upgraded = { plan: { code: 'ultimate_trial_paid_customer', trial: true }, billing: { trial_ends_on: '2026-04-01' } }

/** What the trial makes of the subscription; `term` where it is not the usual one. */
const applying =
  ({ api }: Generation, plan: 'free' | 'premium', term?: Term): Interaction['act'] =>
  ({ within }) =>
    within((context: CustomersdotContext) =>
      applySubscription(context, api, id, subscriptionsOf(plan, term ?? termOf(ultimate, context.clock.now()))),
    )

/** Applying a trial: looking at the subscription, then creating the first or changing the one there is. */
export function subscriptions(generation: Generation): Interaction[] {
  const { title, show, create, update, signedIn, headers } = generation
  const unsubscribed = [signedIn, { name: 'a namespace without a subscription exists', params: place }]
  const subscribed = [signedIn, { name: 'a namespace with a subscription exists', params: { ...place, plan_code: 'premium' } }]
  const json = { 'Content-Type': 'application/json' }
  return [
    {
      description: `a request for the subscription of a namespace without one${title}`,
      states: unsubscribed,
      operation: show,
      request: { path, headers },
      response: { status: 200, headers: json, body: { plan: { code: null } } },
      act: applying(generation, 'free'),
      outcome: { applied: true },
      asked: [show, create],
    },
    {
      description: `a request for the subscription of a namespace${title}`,
      states: subscribed,
      operation: show,
      request: { path, headers },
      response: { status: 200, headers: json, body: { plan: { code: 'premium' } } },
      act: applying(generation, 'premium'),
      outcome: { applied: true },
      asked: [show, update],
    },
    {
      description: `a request to create the subscription of a trial${title}`,
      states: unsubscribed,
      operation: create,
      request: { path, headers, body: whole },
      response: { status: 201, headers: json, body: started },
      act: applying(generation, 'free'),
      outcome: { applied: true },
      asked: [show, create],
    },
    {
      description: `a request to create the subscription of a trial that ends before it begins${title}`,
      states: unsubscribed,
      operation: create,
      request: { path, headers, body: { ...whole, end_date: '2026-03-01', trial_ends_on: '2026-03-01' } },
      response: { status: 400, headers: json, body: { message: { trial_ends_on: ['must be greater than 2026-03-02'] } } },
      act: applying(generation, 'free', { start: '2026-03-02', end: '2026-03-01' }),
      outcome: { failed: 'GitLab answered 400: {"trial_ends_on":["must be greater than 2026-03-02"]}' },
      asked: [show, create],
    },
    {
      description: `a request to change the subscription of a namespace to a trial${title}`,
      states: subscribed,
      operation: update,
      request: { path, headers, body: { ...trial, plan_code: 'ultimate_trial_paid_customer' } },
      response: { status: 200, headers: json, body: upgraded },
      act: applying(generation, 'premium'),
      outcome: { applied: true },
      asked: [show, update],
    },
  ]
}
