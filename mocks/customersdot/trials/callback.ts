import type { Schema } from '../../../contracts/openapi/types.ts'
import type { CustomersdotContext } from '../tables.ts'
import { difference } from './confirmation.ts'
import { internalToken } from './keys.ts'

/** Which of GitLab's interfaces is called back: the namespaces API with an admin's token (until 2024), or the internal one. */
export type Generation = 'namespaces' | 'internal'
type Namespace = Schema<'GitlabNamespace'>
type Answer = { status: number; body?: unknown; error?: string }

const operations = {
  namespaces: {
    load: 'gitlab.getNamespace',
    show: 'gitlab.getSubscription',
    create: 'gitlab.createSubscription',
    update: 'gitlab.updateSubscription',
  },
  internal: {
    load: 'gitlab.getInternalNamespace',
    show: 'gitlab.getInternalSubscription',
    create: 'gitlab.createInternalSubscription',
    update: 'gitlab.updateInternalSubscription',
  },
} as const

/** The namespace as GitLab has it; `unknown` when GitLab has none. */
export type Loaded = { namespace: Namespace } | { unknown: true } | { failed: string }

/** Asks GitLab for a namespace. */
export async function loadNamespace(context: CustomersdotContext, generation: Generation, id: number): Promise<Loaded> {
  const answer = await context.ask(operations[generation].load, await question(context, generation, id))
  if (answer.status === 200) return 'error' in answer ? { failed: answer.error } : { namespace: answer.body }
  return answer.status === 404 ? { unknown: true } : { failed: reason(answer) }
}

/** Sets the subscription of a namespace: creates its first, or updates the one it has, and looks whether GitLab did what was asked. */
export async function applySubscription(
  context: CustomersdotContext,
  generation: Generation,
  id: number,
  subscription: { create: Schema<'GitlabSubscriptionCreate'>; update: Schema<'GitlabSubscriptionUpdate'> },
): Promise<{ applied: true } | { failed: string }> {
  const { show, create, update } = operations[generation]
  const asked = await question(context, generation, id)
  const current = await context.ask(show, asked)
  if (current.status !== 200) return { failed: reason(current) }
  if ('error' in current) return { failed: current.error }
  const isFirst = !current.body.plan.code
  const answer = isFirst
    ? await context.ask(create, { ...asked, body: subscription.create })
    : await context.ask(update, { ...asked, body: subscription.update })
  if (answer.status !== 200 && answer.status !== 201) return { failed: reason(answer) }
  if ('error' in answer) return { failed: answer.error }
  const otherwise = difference(isFirst ? subscription.create : subscription.update, answer.body)
  return otherwise ? { failed: `GitLab applied another subscription: ${otherwise}` } : { applied: true }
}

/**
 * Provisions the trial of an add-on, which leaves the plan and its subscription as they are. By the internal API also where the trial was
 * asked for at the older path (assumed): the namespaces API knows no such call.
 */
export async function provisionAddOn(
  context: CustomersdotContext,
  id: number,
  add_on_purchases: Schema<'GitlabProvisionRequest'>['provision']['add_on_purchases'],
): Promise<{ applied: true } | { failed: string }> {
  const asked = await question(context, 'internal', id)
  const answer = await context.ask('gitlab.provisionNamespace', { ...asked, body: { provision: { add_on_purchases } } })
  if (answer.status !== 200 && answer.status !== 422) return { failed: reason(answer) }
  if ('error' in answer) return { failed: answer.error }
  const part = answer.body.payload.add_on_purchases
  return part?.status === 'success' ? { applied: true } : { failed: reason({ status: answer.status, body: part }) }
}

async function question(context: CustomersdotContext, generation: Generation, id: number) {
  const headers: Record<string, string> =
    generation === 'internal'
      ? { 'x-customers-dot-internal-token': await internalToken(context) }
      : { 'private-token': context.credentials.gitlab.adminToken }
  return { path: { id: String(id) }, headers }
}

function reason({ status, body, error }: Answer): string {
  if (!status) return `GitLab did not answer: ${error}`
  const { message, error: problem } = (body ?? {}) as { message?: unknown; error?: unknown }
  return `GitLab answered ${status}: ${JSON.stringify(message ?? problem ?? '')}`
}
