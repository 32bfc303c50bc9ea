import type { Reply, Schema } from '../../../contracts/openapi/types.ts'
import { refuseApi } from '../refusals.ts'
import type { GitlabContext, Namespace } from '../tables.ts'
import { limitsOf } from './callbacks.ts'
import { findNamespace } from './namespaces.ts'
import { type AddOnName, provisionAddOn, type Term } from './purchases.ts'
import { type Complaints, saveSubscription } from './subscriptions.ts'

type Provision = Schema<'GitlabProvisionRequest'>['provision']
type Part = Schema<'GitlabProvisionedPart'> | null

/** Add-ons by the names that CustomersDot gives them. */
const addOns = { duo_pro: 'code_suggestions', duo_enterprise: 'duo_enterprise' } as const satisfies Record<string, AddOnName>

type Asked = { path: { id: string }; body: Schema<'GitlabProvisionRequest'> }

/** Provisions each part that was asked for by itself. Source: GitLab 19.3, ee/app/services/gitlab_subscriptions/provision/sync_namespace_service.rb. */
export async function provisionNamespace({ path, body }: Asked, context: GitlabContext): Promise<Reply<'gitlab.provisionNamespace'>> {
  const namespace = await findNamespace(context, path.id)
  if (!namespace) return refuseApi.noNamespace()
  if (namespace.parent_id !== null) return { status: 400, body: { message: '400 Bad request - Must be root namespace' } }
  context.tag({ namespace_id: namespace.id })
  return context.step('Provision::SyncNamespaceService', async () => {
    const payload = await provisionParts(namespace, body.provision ?? {}, context)
    const messages = Object.values(payload).flatMap((part) => part?.message ?? [])
    if (!messages.length) return { status: 200 as const, body: { status: 'success' as const, message: null, payload } }
    context.fail(messages.join(', '))
    return { status: 422 as const, body: { status: 'error' as const, message: messages.join(', '), payload } }
  })
}

async function provisionParts(namespace: Namespace, parts: Provision, context: GitlabContext) {
  const { base_product, storage, compute_minutes, add_on_purchases } = parts
  const base = isGiven(base_product) ? await provisionBase(namespace, base_product, context) : null
  const limits = limitsOf({ ...storage, ...compute_minutes })
  if (isGiven(limits)) await context.tables.namespaces.update(namespace, limits)
  return {
    base_product: base,
    storage: isGiven(storage) ? done : null,
    compute_minutes: isGiven(compute_minutes) ? done : null,
    add_on_purchases: isGiven(add_on_purchases) ? await provisionAddOns(namespace, add_on_purchases, context) : null,
  }
}

const done: Part = { status: 'success' }
const failed = (messages: string[]): Part => ({ status: 'error', message: messages.join(', ') })

/** As Rails' `present?`; the API lets nil pass. */
const isGiven = <Value extends object>(value: Value | null | undefined): value is Value => !!value && Object.keys(value).length > 0

async function provisionBase(namespace: Namespace, given: NonNullable<Provision['base_product']>, context: GitlabContext): Promise<Part> {
  const saved = await saveSubscription(context, namespace, given)
  return 'invalid' in saved ? failed(sentences(saved.invalid)) : done
}

/** `full_messages` of the nested record. */
const sentences = (invalid: Complaints): string[] =>
  Object.entries(invalid).flatMap(([field, texts]) => texts.map((text) => `Gitlab subscription ${field.replaceAll('_', ' ')} ${text}`))

type Purchase = Schema<'GitlabAddOnProvision'>

async function provisionAddOns(
  { id }: Namespace,
  given: NonNullable<Provision['add_on_purchases']>,
  context: GitlabContext,
): Promise<Part> {
  const names = Object.keys(addOns) as (keyof typeof addOns)[]
  const wanted = names.flatMap((name) => (given[name] ?? []).map((purchase) => ({ name: addOns[name], purchase: purchase ?? {} })))
  const complaints = wanted.flatMap(({ purchase }) => complaintsOf(purchase))
  if (complaints.length) return failed(complaints)
  for (const { name, purchase } of wanted) await provisionAddOn(context, id, name, purchase as Purchase & Term)
  return done
}

const complaintsOf = ({ quantity = 0, started_on, expires_on }: Purchase): string[] => [
  ...(quantity < 0 ? ['Quantity must be greater than or equal to 0'] : []),
  ...(started_on ? [] : ["Started on can't be blank"]),
  ...(expires_on ? [] : ["Expires on can't be blank"]),
  ...(started_on && expires_on && expires_on < started_on ? [`Expires on must be greater than or equal to ${started_on}`] : []),
]
