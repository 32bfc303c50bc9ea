import type { Body, OperationId } from '../../contracts/types.ts'
import type { GitlabContext } from './tables.ts'

/** What GitLab's services get from `Gitlab::SubscriptionPortal::Client`, whatever CustomersDot answered. */
export type Portal<Data = unknown> = { success: true; data: Data } | { success: false; data: PortalErrors }

export interface PortalErrors {
  /** One text or several, as CustomersDot sent them. */
  errors?: unknown
  error_attribute_map?: unknown
}

/** Payloads carry what a user typed, so they may stray from the contract; then the exchange has findings. */
export type Payload = Record<string, unknown>

type Post = Extract<OperationId, `customersdot.create${string}` | 'customersdot.applyAddonTrial'>

const agent = 'GitLab/19.3.0-pre'

/** `generate_lead`: a flat lead. `successor` chooses the path behind `new_hand_raise_lead_endpoint`. */
export const generateLead = (context: GitlabContext, lead: Payload, { successor }: { successor: boolean }): Promise<Portal> =>
  context.step('SubscriptionPortalClient → generate_lead', () =>
    post(context, successor ? 'customersdot.createHandRaise' : 'customersdot.createHandRaiseLead', lead),
  )

/** `generate_trial` without `sync_to_gl`, since GitLab 18.8 `generate_trial_lead`: the lead of a trial. */
export const generateTrialLead = (context: GitlabContext, request: Payload, { successor }: { successor: boolean }): Promise<Portal> =>
  context.step('SubscriptionPortalClient#generate_trial(sync_to_gl=false)', () =>
    post(context, successor ? 'customersdot.createUltimateLead' : 'customersdot.createTrial', request),
  )

/** `generate_trial` with `sync_to_gl`: applies the trial to a namespace. */
export const generateTrial = (context: GitlabContext, request: Payload, { successor }: { successor: boolean }): Promise<Portal> =>
  context.step('SubscriptionPortalClient#generate_trial(sync_to_gl=true)', () =>
    post(context, successor ? 'customersdot.createUltimateTrial' : 'customersdot.createTrial', request),
  )

/** `generate_addon_trial_lead`: the lead of an add-on's trial. */
export const generateAddonTrialLead = (context: GitlabContext, request: Payload, { successor }: { successor: boolean }): Promise<Portal> =>
  context.step('SubscriptionPortalClient#generate_addon_trial_lead', () =>
    post(context, successor ? 'customersdot.createAddonLead' : 'customersdot.createAddonTrial', request),
  )

/** `generate_addon_trial`: applies an add-on's trial to a namespace. */
export const generateAddonTrial = (context: GitlabContext, request: Payload, { successor }: { successor: boolean }): Promise<Portal> =>
  context.step('SubscriptionPortalClient#generate_addon_trial', () =>
    post(context, successor ? 'customersdot.applyAddonTrial' : 'customersdot.createAddonTrial', request),
  )

/** `namespace_eligible_trials`: the trial types that each namespace may start, by its id as text. */
export async function namespaceEligibleTrials(
  context: GitlabContext,
  ids: number[],
): Promise<Portal<{ namespaces?: Record<string, string[]> }>> {
  const answered = await context.ask('customersdot.getTrialEligibility', { query: { 'namespace_ids[]': ids }, headers: headers(context) })
  return outcome(context, answered)
}

/** CustomersDot's OpenID configuration; undefined when it does not answer with one. */
export async function openidConfiguration(context: GitlabContext) {
  const answered = await context.ask('customersdot.getOpenidConfiguration', { headers: { 'user-agent': agent } })
  return answered.status === 200 ? answered.body : undefined
}

/** CustomersDot's public keys; undefined when it does not answer with them. */
export async function jwks(context: GitlabContext) {
  const answered = await context.ask('customersdot.getJwks', { headers: { 'user-agent': agent } })
  return answered.status === 200 ? answered.body : undefined
}

async function post(context: GitlabContext, operation: Post, body: Payload): Promise<Portal> {
  return outcome(context, await context.ask<Post>(operation, { headers: headers(context), body: body as Body<Post> }))
}

/** Source: GitLab 18.9, ee/lib/gitlab/subscription_portal/client.rb; Accept and Content-Type are JSON by themselves. */
const headers = ({ credentials }: GitlabContext) => ({
  'user-agent': agent,
  'x-admin-email': credentials.customersdot.adminEmail,
  'x-admin-token': credentials.customersdot.adminToken,
})

/**
 * What the client makes of an answer. Of a 422 only two members are kept; 402 and 403 are not worth a log line.
 * Source: GitLab 18.9, `parse_response` of ee/lib/gitlab/subscription_portal/client.rb; 403 since 19.3.
 */
function outcome<Data>(context: GitlabContext, { status, body }: { status: number; body?: unknown }): Portal<Data> {
  if (status >= 200 && status < 300) return { success: true, data: (body ?? null) as Data }
  const errors = status === 0 ? 'Our team has been notified. Please try again.' : `HTTP status code: ${status}`
  context.fail(errors)
  if (status !== 402 && status !== 403) log(context, status)
  return { success: false, data: status === 422 && body && typeof body === 'object' ? kept(body) : { errors } }
}

function kept(body: object): PortalErrors {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name === 'errors' || name === 'error_attribute_map'))
}

function log(context: GitlabContext, status: number) {
  const answered = { message: 'Unsuccessful response code', error_class: 'Gitlab::SubscriptionPortal::Client::ResponseError', status }
  const unanswered = { message: 'No response', error_class: 'Gitlab::SubscriptionPortal::Clients::Rest::SubscriptionPortalRESTException' }
  context.log({ severity: 'ERROR', ...(status === 0 ? unanswered : answered) })
}
