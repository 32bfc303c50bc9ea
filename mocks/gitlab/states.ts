import type { States } from '../core/system/states.ts'
import { access } from './namespaces/namespaces.ts'
import { subscriptionOf } from './namespaces/plans.ts'
import { createSubscription } from './namespaces/subscriptions.ts'
import type { GitlabContext, Namespace, tables } from './tables.ts'

type Given = Pick<Namespace, 'id' | 'name' | 'path'> & { owner_id?: number }

export const states: States<'gitlab', typeof tables> = {
  async "an admin's access token exists"(_, { credentials }) {
    return { private_token: credentials.gitlab.adminToken }
  },

  async 'a namespace without a subscription exists'(given, context) {
    await unsubscribed(given, context)
  },

  async 'a namespace with a subscription exists'({ plan_code, ...given }, context) {
    const namespace = await unsubscribed(given, context)
    await createSubscription(context, namespace, { start_date: context.clock.stamp().slice(0, 10), plan_code, seats: 10 })
  },

  async 'no namespace exists'({ id }, { tables }) {
    const namespace = await tables.namespaces.get(id)
    if (namespace) await tables.namespaces.remove(namespace)
  },
}

/** A top-level group of that id, name and path, without a subscription. */
async function unsubscribed({ id, name, path, owner_id }: Given, context: GitlabContext): Promise<Namespace> {
  const { clock, tables } = context
  const known = await tables.namespaces.get(id)
  if (known) await tables.namespaces.remove(known)
  const namespace = await tables.namespaces.insert({
    ...{ id, name, path, full_path: path, kind: 'group' as const, parent_id: null },
    shared_runners_minutes_limit: null,
    extra_shared_runners_minutes_limit: null,
    additional_purchased_storage_size: 0,
    additional_purchased_storage_ends_on: null,
    created_at: clock.stamp(),
  })
  const subscription = await subscriptionOf(context, namespace)
  if (subscription) await tables.subscriptions.remove(subscription)
  const place = owner_id && { user_id: owner_id, namespace_id: id, access_level: access.owner, created_at: clock.stamp() }
  if (place && !(await tables.members.first('place', `${owner_id}/${id}`))) await tables.members.insert(place)
  return namespace
}
