import { generateIterable, generateLead, type Payload } from '../../../mocks/gitlab/client.ts'
import { cartLead, planLead, seatTrigger } from '../../../mocks/gitlab/mapping.ts'
import type { GitlabContext, Namespace, User } from '../../../mocks/gitlab/tables.ts'
import type { Interaction } from '../../consumer/interaction.ts'
import { group, headers, mayUse, namespaceId } from './account.ts'
import type { Sending } from './sendings.ts'

const trigger = {
  ...{ first_name: 'Jane', last_name: 'Doe', work_email: 'jane@example.com', namespace_id: namespaceId },
  ...{ product_interaction: 'duo_pro_add_on_seat_assigned', existing_plan: 'premium', opt_in: true, preferred_language: 'English' },
}

/** Posts what `payload` makes of Jane and her group, as a job of GitLab's does. */
const posting =
  (post: (context: GitlabContext, payload: Payload) => Promise<unknown>, payload: (jane: User, group: Namespace) => Payload) =>
  ({ within }: Parameters<Interaction['act']>[0]) =>
    within(async (context: GitlabContext) => {
      const jane = (await context.tables.users.get(42)) as User
      return post(context, payload(jane, (await context.tables.namespaces.get(namespaceId)) as Namespace))
    })

const iterable = (change: (payload: Payload) => Payload = (payload) => payload): Interaction['act'] =>
  posting(
    async (context, payload) => {
      const answered = await generateIterable(context, payload)
      return answered.success ? { success: true } : answered
    },
    (jane, group) => change(seatTrigger(jane, group ?? ({ id: namespaceId } as Namespace), 'premium', trigger.product_interaction)),
  )

/** A trigger for Iterable, once somebody has a seat of an add-on. */
export const triggers: Sending = {
  what: 'hand a trigger on to Iterable',
  operation: 'customersdot.createIterable',
  body: trigger,
  act: iterable(),
}

const { product_interaction: _, ...idle } = trigger

export const jobs: Interaction[] = [
  {
    description: 'a request to hand a trigger on to Iterable',
    states: [mayUse, group('premium')],
    operation: triggers.operation,
    request: { headers, body: trigger },
    response: { status: 201 },
    act: triggers.act,
    outcome: { success: true },
  },
  {
    description: 'a request to hand a trigger on to Iterable that says of nothing',
    states: [mayUse, group('premium')],
    operation: triggers.operation,
    request: { headers, body: idle, strays: ['/body/product_interaction'] },
    response: {
      status: 422,
      body: { errors: "Product interaction can't be blank", error_attribute_map: { product_interaction: ['blank'] } },
    },
    act: iterable(({ product_interaction: _, ...payload }) => payload),
    outcome: {
      success: false,
      data: { errors: "Product interaction can't be blank", error_attribute_map: { product_interaction: ['blank'] } },
    },
  },
  {
    description: 'a request to create the lead of a cart that was left',
    states: [mayUse, group()],
    operation: 'customersdot.createHandRaise',
    request: {
      headers,
      body: {
        ...{
          work_email: 'jane@example.com',
          opt_in: true,
          namespace_id: namespaceId,
          existing_plan: 'free',
          skip_country_validation: true,
        },
        ...{ role: 'software_developer', preferred_language: 'English' },
        ...{ product_interaction: 'cart abandonment - SaaS Premium', plan_id: null },
      },
    },
    response: { status: 201 },
    act: posting(
      async (context, lead) => (await generateLead(context, lead, { successor: true })).success,
      (jane, group) => ({ ...cartLead(jane, group, 'free'), ...planLead('cart abandonment - SaaS Premium') }),
    ),
    outcome: true,
  },
]
