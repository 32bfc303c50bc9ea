import type { Reply } from '../../../contracts/openapi/types.ts'
import { generateLead } from '../client.ts'
import { handRaiseExtras, leadForms, type Params, permit } from '../mapping.ts'
import { isEnabled } from '../namespaces/features.ts'
import { namespacesOf, withId } from '../namespaces/namespaces.ts'
import { planOf } from '../namespaces/plans.ts'
import { refusePage } from '../refusals.ts'
import type { GitlabContext, Namespace, User } from '../tables.ts'
import { currentUser } from '../users/session.ts'
import { tagLead } from '../users/tags.ts'

interface Generation {
  controller: string
  fields: readonly string[]
  /** The plan was added about 2024, CustomersDot's newer path in 18.7. */
  current: boolean
}

type Asked = { headers: Record<string, string>; body: unknown }
type Answered = Reply<'gitlab.createHandRaiseLead'>

/** Sends a hand raise to CustomersDot before answering. What CustomersDot said of it is not shown. */
const raiseHand =
  (generation: Generation) =>
  (asked: Asked, context: GitlabContext): Promise<Answered> =>
    context.step(generation.controller, () => create(generation, asked, context))

async function create(generation: Generation, asked: Asked, context: GitlabContext): Promise<Answered> {
  const user = await currentUser(asked, context)
  const form = permit(asked.body, generation.fields)
  const namespace = user && withId(await namespacesOf(context, user), form.namespace_id)
  if (!namespace) return refusePage.notFound()
  tagLead(context, { kind: 'hand_raise', user, form, namespace })
  return (await submit(generation, { user, form, namespace }, context)) ? { status: 200 } : refusePage.forbidden()
}

/** `CreateHandRaiseLeadService`. */
async function submit(
  { current }: Generation,
  { user, form, namespace }: { user: User; form: Params; namespace: Namespace },
  context: GitlabContext,
) {
  const existingPlan = current ? await planOf(context, namespace) : undefined
  const successor = current && (await isEnabled(context, 'new_hand_raise_lead_endpoint'))
  return context.step('CreateHandRaiseLeadService', async () => {
    const { success } = await generateLead(context, { ...form, ...handRaiseExtras(user, existingPlan) }, { successor })
    if (!success) context.fail('The lead was not taken')
    return success
  })
}

export const handRaises = {
  createHandRaiseLead: raiseHand({ controller: 'HandRaiseLeadsController#create', fields: leadForms.createHandRaiseLead, current: true }),
  createHandRaiseLead2023: raiseHand({
    controller: 'HandRaiseLeadsController#create',
    fields: leadForms.createHandRaiseLead2023,
    current: false,
  }),
  createHandRaiseLead2022: raiseHand({
    controller: 'TrialsController#create_hand_raise_lead',
    fields: leadForms.createHandRaiseLead2022,
    current: false,
  }),
}
