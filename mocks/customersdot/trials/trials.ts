import type { Schema } from '../../../contracts/openapi/types.ts'

type Name = Schema<'CustomersdotTrialType'>
type AddOn = NonNullable<Schema<'CustomersdotTrialApplication'>['add_on_name']>
type Namespace = Schema<'GitlabNamespace'>
type Subscription = Schema<'GitlabSubscriptionCreate'>

/** A kind of trial. */
export interface Trial {
  /** `trial_type` in `trial_histories`. Source: GitLab's warehouse, 1 "Ultimate/Premium", 2 "DuoPro"; Duo Enterprise is assumed. */
  number: 1 | 2
  /** Source: GitLab 19.3, ee/app/models/gitlab_subscriptions/trials.rb; that of Duo Pro is assumed. */
  days: number
  /** Assumed. */
  ratePlan: string
  /** As GitLab's provisioning calls the add-on; none with a plan. */
  addOn?: 'duo_pro' | 'duo_enterprise'
}

/** The trial of the plan Ultimate. */
export const ultimate: Trial = { number: 1, days: 30, ratePlan: 'ultimate-saas-trial-plan-id' }
const duoEnterprise: Trial = { number: 2, days: 60, ratePlan: 'duo-enterprise-saas-trial-plan-id', addOn: 'duo_enterprise' }
const duoPro: Trial = { number: 2, days: 60, ratePlan: 'duo-pro-saas-trial-plan-id', addOn: 'duo_pro' }

/** Trials by the names that GitLab asks with. */
export const trialTypes: Record<Name, Trial> = {
  ultimate_with_gitlab_duo_enterprise: ultimate,
  ultimate_with_dap: ultimate,
  ultimate_on_premium_with_gitlab_duo_enterprise: ultimate,
  ultimate_on_premium_with_dap: ultimate,
  gitlab_duo_enterprise: duoEnterprise,
  gitlab_duo_pro: duoPro,
}

/** Trials of add-ons by the add-on, for requests that name no trial type. */
export const addOnTrials: Record<AddOn, Trial> = { duo_enterprise: duoEnterprise, code_suggestions: duoPro }

/** Seats of a trial; assumed. */
export const trialSeats = 100
const day = 24 * 60 * 60 * 1000

/** Dates of a trial, `2024-01-31`. */
export interface Term {
  start: string
  end: string
}

/** First and last date of a trial that begins now (epoch milliseconds). */
export const termOf = ({ days }: Trial, now: number): Term => ({ start: dateOf(now), end: dateOf(now + days * day) })

const dateOf = (time: number) => new Date(time).toISOString().slice(0, 10)

/** Plans whose customers pay: a trial on top of one keeps its term and its seats (assumed). */
const paid: Namespace['plan'][] = ['premium']

/** What the trial of a plan makes of a namespace's subscription in GitLab, whether there is none yet or there is one. */
export function subscriptionsOf(plan: Namespace['plan'], { start, end }: Term) {
  const paying = paid.includes(plan)
  const plan_code = paying ? ('ultimate_trial_paid_customer' as const) : ('ultimate_trial' as const)
  const changes = { plan_code, trial: true, trial_starts_on: start, trial_ends_on: end }
  const create: Subscription = { start_date: start, end_date: end, seats: trialSeats, ...changes }
  return { create, update: paying ? changes : create }
}
