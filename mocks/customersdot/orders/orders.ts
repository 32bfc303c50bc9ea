import type { Schema } from '../../../contracts/openapi/types.ts'
import type { CustomersdotContext } from '../tables.ts'
import type { ApplyRequest } from '../trials/request.ts'
import { type Term, type Trial, trialSeats } from '../trials/trials.ts'

/** A trial, the namespace as GitLab has it, and the dates. */
export interface Chosen {
  trial: Trial
  namespace: Schema<'GitlabNamespace'>
  term: Term
}

/** The trial as an order of the customer; one whom CustomersDot does not know yet (no lead came before) has none. */
export async function createOrder({ uid }: ApplyRequest, { trial, namespace, term }: Chosen, { clock, tables }: CustomersdotContext) {
  const customer = uid && (await tables.customers.first('uid', String(uid)))
  return tables.orders.insert({
    created_at: clock.stamp(),
    updated_at: clock.stamp(),
    ...(customer && { customer_id: customer.id }),
    product_rate_plan_id: trial.ratePlan,
    start_date: term.start,
    end_date: term.end,
    quantity: trialSeats,
    gl_namespace_id: String(namespace.id),
    gl_namespace_name: namespace.name,
    trial: true,
    trial_type: trial.number,
  })
}

/** The trial as one that the namespace has used. */
export function createTrialHistory(
  { trial_user }: ApplyRequest,
  { trial, namespace, term }: Chosen,
  { clock, tables }: CustomersdotContext,
) {
  const { glm_source, glm_content, trial_entity } = trial_user
  return tables.trial_histories.insert({
    gl_namespace_id: String(namespace.id),
    trial_type: trial.number,
    start_date: term.start,
    expired_on: term.end,
    created_at: clock.stamp(),
    updated_at: clock.stamp(),
    ...(glm_source && { glm_source }),
    ...(glm_content && { glm_content }),
    ...(trial_entity && { trial_entity }),
  })
}
