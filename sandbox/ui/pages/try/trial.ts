import type { paths } from '../../../../contracts/openapi/generated/openapi.d.ts'
import type { Schema } from '../../../../contracts/openapi/types.ts'
import { company, companySize, type Field, type Generation, names, phone, place, shown, type Values } from './fields.ts'

/** One page of the trial application. */
export interface Page {
  title: string
  path: keyof paths
  step?: Schema<'GitlabTrialStep'>
  /** Where `glm_source` and `glm_content` travel. */
  glm: 'query' | 'body'
  fields: Field[]
  button: string
}

const phoneHint = 'Allowed characters: +, 0-9, -, and spaces.'

/** Source: GitLab 15 and 17.2, ee/app/assets/javascripts/trials/components/trial_create_lead_form.vue. */
const leadFields = (generation: Generation): Field[] => [
  ...names(generation),
  company(generation),
  companySize('Please select'),
  ...place(generation, { label: 'State/Province', prompt: 'Please select' }),
  phone({
    required: 'Please fill out this field.',
    hint: phoneHint,
    allowed: { pattern: /^(\+)*[0-9-\s]+$/, message: 'Please match the requested format.' },
  }),
]

/** Source: GitLab 15, ee/app/views/trials/select.html.haml and namespace_selector.vue. */
const groupFields: Field[] = [
  {
    name: 'namespace_id',
    label: 'This subscription is for',
    kind: 'choice',
    prompt: 'Please select a group',
    required: 'Please select an item in the list.',
  },
  { name: 'new_group_name', label: 'New group name', kind: 'text', required: 'Please fill out this field.' },
  { name: 'trial_entity', label: 'Who will be using GitLab?', kind: 'radio', required: 'Please select one of these options.' },
]

/** Source: GitLab 18.9 and 19.3, ee/app/assets/javascripts/trials/components/create_trial_form.vue. */
const singlePage: Field[] = [
  {
    name: 'namespace_id',
    label: 'Group',
    kind: 'choice',
    prompt: 'Select a group',
    hint: 'Your trial will be applied to this group.',
    required: 'Please select a group for your trial.',
  },
  { name: 'new_group_name', label: 'New group name', kind: 'text', required: 'You must enter a new group name.' },
  ...names('today'),
  company('today'),
  ...place('today', { label: 'State or province', prompt: 'Select state or province' }),
  phone({ optional: true, allowed: { pattern: /^\+?[0-9\-\s]+$/, message: phoneHint } }),
]

const start = 'Start your Free Ultimate Trial'
const lead = { title: start, glm: 'body', button: 'Continue' } as const
const group = { title: 'Almost there', glm: 'body', fields: groupFields, button: 'Start your free trial' } as const

/** The pages of each generation; a second one follows unless the user has exactly one group that may have a trial. */
export const trials: Record<Generation, [Page, Page?]> = {
  '2022': [
    { ...lead, path: '/-/trials/create_lead', fields: leadFields('2022') },
    { ...group, path: '/-/trials/apply' },
  ],
  '2023': [
    { ...lead, path: '/-/trials', step: 'lead', fields: leadFields('2023') },
    { ...group, path: '/-/trials', step: 'trial' },
  ],
  today: [{ title: start, path: '/-/trials', step: 'full', glm: 'query', fields: singlePage, button: 'Activate my trial' }],
}

/** Where the user came from. */
export interface Glm {
  glm_source: string
  glm_content: string
}

/** Query and form of a page as a browser would send them: the fields that are shown, and nothing else. */
export function trialOf({ step, glm, fields }: Page, values: Values, from: Glm) {
  const own = Object.fromEntries(shown(fields, values).map(({ name }) => [name, values[name] ?? ''])) as Record<string, string>
  return {
    query: { ...(step ? { step } : {}), ...(glm === 'query' ? from : {}) } as Record<string, string>,
    form: { ...own, ...(glm === 'body' ? from : {}) },
  }
}

/** Whether GitLab sends the browser on to the second page. */
export const leadsOn = (location: string): boolean => /\/-\/trials\/(select\b|new\?(.*&)?step=trial\b)/.test(location)
