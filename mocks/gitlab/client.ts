import type { Body, OperationId, Schema } from '../../contracts/openapi/types.ts'
import { outcome, type Portal } from './portal.ts'
import type { GitlabContext } from './tables.ts'

/** Payloads carry what a user typed, so they may stray from the contract; then the exchange has findings. */
export type Payload = Record<string, unknown>

type Post = Extract<OperationId, `customersdot.create${string}` | 'customersdot.applyAddonTrial'>

const agent = 'GitLab/19.3.0-pre'

type Call = (context: GitlabContext, body: Payload, options: { successor: boolean }) => Promise<Portal>

/** A call with the newer and the older path that it may take; `successor` chooses, by a feature flag of GitLab's. */
const posting =
  (step: string, newer: Post, older: Post): Call =>
  (context, body, { successor }) =>
    context.step(step, () => post(context, successor ? newer : older, body))

/** `generate_lead`: a flat lead. */
export const generateLead = posting(
  'SubscriptionPortalClient → generate_lead',
  'customersdot.createHandRaise',
  'customersdot.createHandRaiseLead',
)

/** `generate_trial` without `sync_to_gl`, since GitLab 18.8 `generate_trial_lead`: the lead of a trial. */
export const generateTrialLead = posting(
  'SubscriptionPortalClient#generate_trial(sync_to_gl=false)',
  'customersdot.createUltimateLead',
  'customersdot.createTrial',
)

/** `generate_trial` with `sync_to_gl`: applies the trial to a namespace. */
export const generateTrial = posting(
  'SubscriptionPortalClient#generate_trial(sync_to_gl=true)',
  'customersdot.createUltimateTrial',
  'customersdot.createTrial',
)

/** `generate_addon_trial_lead`: the lead of an add-on's trial. */
export const generateAddonTrialLead = posting(
  'SubscriptionPortalClient#generate_addon_trial_lead',
  'customersdot.createAddonLead',
  'customersdot.createAddonTrial',
)

/** `generate_addon_trial`: applies an add-on's trial to a namespace. */
export const generateAddonTrial = posting(
  'SubscriptionPortalClient#generate_addon_trial',
  'customersdot.applyAddonTrial',
  'customersdot.createAddonTrial',
)

/** `generate_iterable`: a trigger for Iterable. */
export const generateIterable = (context: GitlabContext, body: Payload): Promise<Portal> =>
  context.step('SubscriptionPortalClient#generate_iterable', () => post(context, 'customersdot.createIterable', body))

/** `namespace_eligible_trials`: the trial types that each namespace may start, by its id as text. */
export async function namespaceEligibleTrials(
  context: GitlabContext,
  ids: number[],
): Promise<Portal<{ namespaces?: Record<string, string[]> }>> {
  const answered = await context.ask('customersdot.getTrialEligibility', { query: { 'namespace_ids[]': ids }, headers: headers(context) })
  return outcome(context, answered)
}

/** How long a trial lasts in days, as a CustomersDot that may stray says it. */
export type TrialDuration = Partial<Schema<'CustomersdotTrialDuration'>>

/** `namespace_trial_types`: the durations by trial type. */
export async function namespaceTrialTypes(context: GitlabContext): Promise<Portal<{ trial_types?: Record<string, TrialDuration> } | null>> {
  return outcome(context, await context.ask('customersdot.listTrialTypes', { headers: headers(context) }))
}

/** CustomersDot's OpenID configuration; undefined when it does not answer with one. */
export async function openidConfiguration(context: GitlabContext) {
  const answered = await context.ask('customersdot.getOpenidConfiguration', { headers: { 'user-agent': agent } })
  return answered.status === 200 && !('error' in answered) ? answered.body : undefined
}

/** CustomersDot's public keys; undefined when it does not answer with them. */
export async function jwks(context: GitlabContext) {
  const answered = await context.ask('customersdot.getJwks', { headers: { 'user-agent': agent } })
  return answered.status === 200 && !('error' in answered) ? answered.body : undefined
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
