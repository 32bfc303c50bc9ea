import { type Chosen, createOrder, createTrialHistory } from '../orders/orders.ts'
import { blank, type Invalid, inapplicable, refuse } from '../refusals.ts'
import { type CustomersdotContext, trialKey } from '../tables.ts'
import { applySubscription, type Generation, loadNamespace, provisionAddOn } from './callback.ts'
import type { ApplyRequest } from './request.ts'
import { addOnTrials, subscriptionsOf, type Trial, termOf, trialSeats, trialTypes, ultimate } from './trials.ts'

type Kind = 'trial' | 'addon_trial'

/** The endpoint that was called: its name in the diagrams, what it tries and how it calls GitLab back. */
export interface Endpoint {
  controller: string
  kind: Kind
  generation: Generation
}

/** Applies a trial to a namespace: order, trial history and GitLab's subscription, all of them or none. */
export async function applyTrial(endpoint: Endpoint, request: ApplyRequest, context: CustomersdotContext) {
  const trial = chooseTrial(endpoint.kind, request)
  if ('reason' in trial) return inapplicable([trial])
  const namespaceId = Number(request.trial_user.namespace_id)
  context.tag({ kind: endpoint.kind, namespace_id: namespaceId })
  return context.step(endpoint.controller, async () => {
    if (await context.tables.trial_histories.first('trial', trialKey(namespaceId, trial.number))) return used()
    const loaded = await context.step('HostedPlans::CreateTrialService → load_namespace', () =>
      loadNamespace(context, endpoint.generation, namespaceId),
    )
    if ('unknown' in loaded) return refuse(404, 'Namespace not found')
    if ('failed' in loaded) return notApplied(loaded.failed, namespaceId, context)
    return createTrial(endpoint, request, { trial, namespace: loaded.namespace, term: termOf(trial, context.clock.now()) }, context)
  })
}

async function createTrial({ generation }: Endpoint, request: ApplyRequest, chosen: Chosen, context: CustomersdotContext) {
  const { namespace, term } = chosen
  const order = await context.step('HostedPlans::CreateTrialService → create_order', () => createOrder(request, chosen, context))
  await context.step('HostedPlans::CreateTrialService → create_trial_history', () => createTrialHistory(request, chosen, context))
  // The service's name is in GitLab's support handbook, workflows/trial_extensions.
  const applied = await context.step('Gitlab::Namespace::UpdatePlanInfoService', async () => {
    const result = await provision(generation, chosen, context)
    if ('failed' in result) context.fail(result.failed)
    return result
  })
  if ('failed' in applied) return notApplied(applied.failed, namespace.id, context)
  context.log({ message: 'Trial applied', namespace_id: namespace.id, ...(request.uid && { user_id: request.uid }) })
  return { status: 201 as const, body: { success: true as const, kind: 'trial' as const, order_id: order.id, trial_ends_on: term.end } }
}

/** Has GitLab give the namespace what is tried. */
function provision(generation: Generation, { trial: { addOn }, namespace, term: { start, end } }: Chosen, context: CustomersdotContext) {
  if (!addOn) return applySubscription(context, generation, namespace.id, subscriptionsOf(namespace.plan, { start, end }))
  const purchase = { quantity: trialSeats, started_on: start, expires_on: end, trial: true }
  return provisionAddOn(context, namespace.id, { [addOn]: [purchase] })
}

/** Older requests name no trial type: the endpoint and the add-on tell. */
function chooseTrial(kind: Kind, { trial_user, add_on_name = trial_user.add_on_name }: ApplyRequest): Trial | Invalid {
  const { trial_type } = trial_user
  if (trial_type) return known(trialTypes, trial_type) ?? { attribute: 'trial_type', reason: 'invalid' }
  if (kind === 'trial') return ultimate
  return known(addOnTrials, add_on_name) ?? { attribute: 'add_on_name', reason: blank(add_on_name) ? 'blank' : 'invalid' }
}

const known = (trials: Record<string, Trial>, name = ''): Trial | undefined => (Object.hasOwn(trials, name) ? trials[name] : undefined)

const used = () => inapplicable([{ attribute: 'gl_namespace_id', reason: 'taken' }], ['The namespace has already used this trial'])

function notApplied(reason: string, namespaceId: number, context: CustomersdotContext) {
  context.discard()
  context.log({ severity: 'ERROR', message: `Trial not applied: ${reason}`, namespace_id: namespaceId })
  return inapplicable([], ['GitLab did not apply the trial'])
}
