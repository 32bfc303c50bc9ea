import type { Interaction } from '../../consumer/interaction.ts'
import { example } from '../../openapi/spec.ts'
import type { OperationId } from '../../openapi/types.ts'
import { headers, mayUse } from './account.ts'

/** What GitLab adds to every hand raise of Jane's. */
const extras = { work_email: 'jane@example.com', uid: 42, provider: 'gitlab', setup_for_company: true, glm_source: 'gitlab.com' }

interface Generation {
  title: string
  operation: OperationId
  /** GitLab's own path. */
  form: string
  given: object
  more?: Record<string, unknown>
}

const handRaise = ({ title, operation, form, given, more = {} }: Generation): Interaction => ({
  description: `a request to create a hand-raise lead${title}`,
  states: [mayUse],
  operation,
  request: { headers, body: { ...given, ...extras, ...more } },
  response: { status: 201 },
  act: async ({ submit }) => (await submit(form, 'jane', given)).status,
  outcome: 200,
})

export const handRaises: Interaction[] = [
  handRaise({
    title: '',
    operation: 'customersdot.createHandRaise',
    form: '/-/gitlab_subscriptions/hand_raise_leads',
    given: example('GitlabHandRaiseLead'),
    more: { existing_plan: 'free' },
  }),
  handRaise({
    title: ', as GitLab sent it in 2023',
    operation: 'customersdot.createHandRaiseLead',
    form: '/-/subscriptions/hand_raise_leads',
    given: example('GitlabHandRaiseLead2023'),
  }),
  handRaise({
    title: ', as GitLab sent it in 2022',
    operation: 'customersdot.createHandRaiseLead',
    form: '/-/trials/create_hand_raise_lead',
    given: example('GitlabHandRaiseLead2022'),
  }),
]
