import type { paths } from '../../../../contracts/openapi/generated/openapi.d.ts'
import type { Schema } from '../../../../contracts/openapi/types.ts'
import { company, companySize, type Field, type Generation, names, needsState, phone, place, type Values } from './fields.ts'

/** The hand-raise form of one generation. */
export interface HandRaise {
  path: keyof paths
  fields: Field[]
  /** Whether the button says what the user did. */
  interacts: boolean
}

/** What all generations say. Source: GitLab 19.3 and 15, ee/app/assets/javascripts/hand_raise_leads/hand_raise_lead. */
export const texts = {
  button: 'Contact sales',
  title: 'Contact our Sales team',
  intro: (userName: string) =>
    `Hello ${userName}. Before putting you in touch with our sales team, we would like you to verify and complete the information below.`,
  submit: 'Submit information',
  cancel: 'Cancel',
  succeeded: 'Thank you for reaching out! Our sales team will get back to you soon.',
  failed: 'An error occurred while sending hand raise lead.',
}

const call = phone({ required: 'Please fill out this field.', hint: 'Provide a number our sales team can use to call you.' })
const half = (field: Field): Field => ({ ...field, half: true })

const olderFields = (generation: Generation, state: { label: string; prompt: string }): Field[] => [
  ...names(generation),
  half(company(generation)),
  half(companySize('- Select -')),
  call,
  ...place(generation, state),
  { name: 'comment', label: 'Message for the Sales team (optional)', kind: 'message' },
]

/** Sources: GitLab 15 (hand_raise_lead_button.vue), 17.2 and 18.9 (hand_raise_lead_modal.vue). The labels of 2023 are those of 2022, assumed. */
export const handRaises: Record<Generation, HandRaise> = {
  '2022': {
    path: '/-/trials/create_hand_raise_lead',
    fields: olderFields('2022', { label: 'State/Province/City', prompt: 'Please select a city or state' }),
    interacts: false,
  },
  '2023': {
    path: '/-/subscriptions/hand_raise_leads',
    fields: olderFields('2023', { label: 'State/Province', prompt: 'Please select' }),
    interacts: true,
  },
  today: {
    path: '/-/gitlab_subscriptions/hand_raise_leads',
    fields: [
      ...names('today'),
      company('today'),
      call,
      ...place('today', { label: 'State or province', prompt: 'Select state or province' }),
      { name: 'comment', label: 'Message for the Sales team', kind: 'message', optional: true },
    ],
    interacts: true,
  },
}

/** What the button knows besides the fields. */
export interface Button {
  namespaceId: number
  glmContent: string
  productInteraction: string
}

/** The body of a hand raise. A state where none is asked for, and a company size that is not chosen, are null. */
export function handRaiseOf({ fields, interacts }: HandRaise, values: Values, button: Button): Schema<'GitlabHandRaiseLead2023'> {
  const own = Object.fromEntries(fields.map(({ name }) => [name, name === 'company_size' ? values[name] || null : (values[name] ?? '')]))
  return {
    namespace_id: button.namespaceId,
    ...own,
    state: needsState(values) ? (values.state ?? '') : null,
    glm_content: button.glmContent,
    ...(interacts ? { product_interaction: button.productInteraction } : {}),
  }
}
