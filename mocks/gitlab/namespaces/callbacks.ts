import type { Reply, Schema } from '../../../contracts/openapi/types.ts'
import { refuseApi } from '../refusals.ts'
import type { GitlabContext, Namespace } from '../tables.ts'
import { namespaceEntity, subscriptionEntity } from './entities.ts'
import { findNamespace } from './namespaces.ts'
import { subscriptionOf } from './plans.ts'
import { type Attributes, type Complaints, createSubscription, saveSubscription, updateSubscription } from './subscriptions.ts'

interface Asked<Given = undefined> {
  path: { id: string }
  body: Given
  base: string
}

/** Finds the namespace of a call, or answers that there is none. */
const onNamespace =
  <Given, Answered>(work: (namespace: Namespace, asked: Asked<Given>, context: GitlabContext) => Promise<Answered>) =>
  async (asked: Asked<Given>, context: GitlabContext) => {
    const namespace = await findNamespace(context, asked.path.id)
    if (!namespace) return refuseApi.noNamespace()
    context.tag({ namespace_id: namespace.id })
    return work(namespace, asked, context)
  }

const invalid = (message: Complaints) => ({ status: 400 as const, body: { message } })

const getNamespace = onNamespace(async (namespace, { base }: Asked<unknown>, context) => ({
  status: 200 as const,
  body: await namespaceEntity(context, namespace, base),
}))

const updateNamespace = onNamespace(
  async (namespace, { body, base }: Asked<Schema<'GitlabNamespaceUpdate'>>, context): Promise<Reply<'gitlab.updateInternalNamespace'>> => {
    const { gitlab_subscription_attributes: attributes } = body
    const saved = attributes && (await saveSubscription(context, namespace, attributes))
    if (saved && 'invalid' in saved) return invalid(nested(saved.invalid))
    const updated = await context.tables.namespaces.update(namespace, limitsOf(body))
    return { status: 200, body: await namespaceEntity(context, updated, base) }
  },
)

const limits = [
  'shared_runners_minutes_limit',
  'extra_shared_runners_minutes_limit',
  'additional_purchased_storage_size',
  'additional_purchased_storage_ends_on',
] as const

/** The limits that were given; blank text stands for null, as Grape reads it. */
export const limitsOf = (body: Schema<'GitlabNamespaceUpdate'>): Partial<Namespace> =>
  Object.fromEntries(limits.filter((name) => name in body).map((name) => [name, (body[name] as unknown) === '' ? null : body[name]]))

/** Rails names the fields of a nested record after it. */
const nested = (complaints: Complaints): Complaints =>
  Object.fromEntries(Object.entries(complaints).map(([field, texts]) => [`gitlab_subscription.${field}`, texts]))

const getSubscription = onNamespace(async (namespace, _: Asked<unknown>, context) => shown(context, namespace))

const postSubscription = onNamespace(async (namespace, { body }: Asked<Attributes>, context) => {
  const saved = await context.step('GitlabSubscription → create', () => createSubscription(context, namespace, body))
  return 'invalid' in saved ? invalid(saved.invalid) : { ...(await shown(context, namespace)), status: 201 as const }
})

const putSubscription = onNamespace(async (namespace, { body }: Asked<Attributes>, context) => {
  const subscription = await subscriptionOf(context, namespace)
  if (!subscription) return refuseApi.noSubscription()
  const saved = await context.step('GitlabSubscription → update', () => updateSubscription(context, subscription, body))
  return 'invalid' in saved ? invalid(saved.invalid) : shown(context, namespace)
})

const shown = async (context: GitlabContext, namespace: Namespace) => ({
  status: 200 as const,
  body: await subscriptionEntity(context, namespace),
})

/** What CustomersDot calls back; the paths of both generations lead to one implementation, only their guards differ. */
export const callbacks = {
  getNamespace,
  updateNamespace,
  getSubscription,
  createSubscription: postSubscription,
  updateSubscription: putSubscription,
  getInternalNamespace: getNamespace,
  updateInternalNamespace: updateNamespace,
  getInternalSubscription: getSubscription,
  createInternalSubscription: postSubscription,
  updateInternalSubscription: putSubscription,
}
