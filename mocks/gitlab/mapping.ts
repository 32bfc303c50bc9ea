import { type Plan, planOf, subscriptionOf } from './namespaces/plans.ts'
import type { GitlabContext, Namespace, User } from './tables.ts'

type Scalar = string | number | boolean | null

/** Fields of a form or a query that GitLab has let through. */
export type Params = Record<string, Scalar>

const contact = ['first_name', 'last_name', 'company_name', 'phone_number', 'country', 'state'] as const
const glm = ['glm_source', 'glm_content'] as const

/** What each form of each generation is permitted to send; the rest is dropped. */
export const permitted = {
  handRaise: [...contact, 'namespace_id', 'comment', 'glm_content', 'product_interaction'],
  handRaise2023: [...contact, 'company_size', 'namespace_id', 'comment', 'glm_content', 'product_interaction'],
  handRaise2022: [...contact, 'company_size', 'namespace_id', 'comment', 'glm_content'],
  trial: [...glm, 'new_group_name', 'namespace_id', ...contact],
  trialLead: [...glm, ...contact],
  olderTrialLead: [...contact, 'company_size', 'website_url', ...glm],
  trial2023: ['new_group_name', 'namespace_id', 'trial_entity', ...glm],
  trialApply: ['namespace_id', 'trial_entity', ...glm],
  glm,
} as const satisfies Record<string, readonly string[]>

/** Which of the permitted fields go into the lead, by the operation that the form is posted to. */
export const leadForms = {
  createHandRaiseLead: permitted.handRaise,
  createHandRaiseLead2023: permitted.handRaise2023,
  createHandRaiseLead2022: permitted.handRaise2022,
  createTrial: permitted.trialLead,
  createDuoProTrial: permitted.trialLead,
  createDuoEnterpriseTrial: permitted.trialLead,
  createTrialLead2022: permitted.olderTrialLead,
} as const

/** Rails' strong parameters: the named fields that are there and are no lists or objects. */
export function permit(given: unknown, fields: readonly string[]): Params {
  const source = isObject(given) ? given : {}
  return Object.fromEntries(
    fields.filter((field) => Object.hasOwn(source, field) && isScalar(source[field])).map((field) => [field, source[field] as Scalar]),
  )
}

/** Rails' `params`: the query with the body's fields over it. */
export const paramsOf = ({ query, body }: { query: object; body: unknown }): Record<string, unknown> => ({
  ...query,
  ...(isObject(body) ? body : {}),
})

/** What GitLab adds to a hand raise, whatever the form said. Source: GitLab 19.3, hand_raise_leads_controller.rb. */
export const handRaiseExtras = (user: User, existingPlan: Plan | undefined) => ({
  work_email: user.email,
  uid: user.id,
  provider: 'gitlab',
  setup_for_company: user.setup_for_company,
  ...(existingPlan ? { existing_plan: existingPlan } : {}),
  glm_source: 'gitlab.com',
})

/**
 * What every lead of a cart that was left carries: it comes without a form, so that it brings neither names nor a country.
 * Source: GitLab 18.9, ee/app/workers/concerns/gitlab_subscriptions/cart_abandonment_concern.rb.
 */
export const cartLead = (user: User, namespace: Namespace, existing_plan: Plan) => ({
  work_email: user.email,
  opt_in: user.opt_in,
  namespace_id: namespace.id,
  existing_plan,
  skip_country_validation: true,
  ...(user.role ? { role: user.role } : {}),
  ...(user.preferred_language ? { preferred_language: user.preferred_language } : {}),
})

/** Of a plan. Its id is left empty, as GitLab does when it cannot ask CustomersDot for the plans: that call is not in the contract. */
export const planLead = (product_interaction: string) => ({ product_interaction, plan_id: null })

/** Of credits. Source: GitLab 19.3, ee/app/workers/gitlab_subscriptions/cart_abandonment_credits_purchase_worker.rb. */
export const creditsLead = (credits: number) => ({
  product_interaction: 'cart abandonment - DAP monthly commit',
  glm_source: 'gitlab.com',
  glm_content: credits === 0 ? 'first-purchase-credits' : 'increase-credits-purchase',
})

/** The trigger that goes to Iterable when somebody is given a seat of an add-on. Source: GitLab 18.9, ee/app/models/onboarding.rb. */
export const seatTrigger = (user: User, namespace: Namespace, existing_plan: Plan, product_interaction: string) => ({
  first_name: user.first_name,
  last_name: user.last_name,
  work_email: user.email,
  namespace_id: namespace.id,
  product_interaction,
  existing_plan,
  opt_in: user.opt_in,
  preferred_language: user.preferred_language,
})

/** What every lead of a trial carries of its user. Source: GitLab 18.9, ultimate_create_service.rb; GitLab 15, trials_controller.rb. */
export const trialLeadExtras = (user: User) => ({
  work_email: user.email,
  uid: user.id,
  setup_for_company: user.setup_for_company,
  skip_email_confirmation: true,
  gitlab_com_trial: true,
  provider: 'gitlab',
})

/** What tells CustomersDot to apply a trial. */
export const applyExtras = { gitlab_com_trial: true, sync_to_gl: true }

/** The namespace of an apply call; its plan since 2024. */
export async function namespaceHash(context: GitlabContext, namespace: Namespace, { withPlan }: { withPlan: boolean }) {
  const { id, name, path, kind } = namespace
  const trial_ends_on = (await subscriptionOf(context, namespace))?.trial_ends_on ?? null
  return { id, name, path, kind, trial_ends_on, ...(withPlan ? { plan: await planOf(context, namespace) } : {}) }
}

/** `glm_*` as a query string, empty when there is none. */
export const glmQuery = (params: Params): string => toQuery(permit(params, permitted.glm))

export function toQuery(values: Params): string {
  const query = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value ?? '')])).toString()
  return query && `?${query}`
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
export const isScalar = (value: unknown): boolean => value === null || ['string', 'number', 'boolean'].includes(typeof value)
