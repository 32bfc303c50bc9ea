import type { Schema } from '../../../../contracts/openapi/types.ts'

/** The three generations of GitLab's forms. */
export const generations = ['2022', '2023', 'today'] as const
export type Generation = (typeof generations)[number]

/** A parameter that a form has a field for. */
export type Name = Exclude<keyof Schema<'GitlabTrialForm'>, 'authenticity_token' | 'glm_source' | 'glm_content' | 'website_url'> | 'comment'

/** What was filled in, field by field. */
export type Values = Partial<Record<Name, string>>

/** One field of a form as GitLab shows it. */
export interface Field {
  name: Name
  label: string
  kind: 'text' | 'tel' | 'message' | 'choice' | 'radio'
  /** What a choice says before anything is chosen. */
  prompt?: string
  hint?: string
  /** What is said when it is empty; a field without it may be. */
  required?: string
  /** What it may be made of, and what is said when it is not. */
  allowed?: { pattern: RegExp; message: string }
  /** Stands beside another field. */
  half?: boolean
  /** GitLab marks it "(optional)". */
  optional?: boolean
}

/** What Chromium says; GitLab's older forms leave it to the browser. */
const empty = 'Please fill out this field.'
const unchosen = 'Please select an item in the list.'

const older = { company_name: 'Company Name', first_name: 'First Name', last_name: 'Last Name', country: 'Country' }
const newer = { company_name: 'Company name', first_name: 'First name', last_name: 'Last name', country: 'Country or region' }

const labels = (generation: Generation) => (generation === 'today' ? newer : older)

/** First and last name, side by side. */
export const names = (generation: Generation): Field[] =>
  (['first_name', 'last_name'] as const).map((name) => ({
    name,
    label: labels(generation)[name],
    kind: 'text',
    required: generation === 'today' ? `${labels(generation)[name]} is required.` : empty,
    half: true,
  }))

export const company = (generation: Generation): Field => ({
  name: 'company_name',
  label: labels(generation).company_name,
  kind: 'text',
  required: generation === 'today' ? 'Company name is required.' : empty,
})

/** In the forms until GitLab 17. */
export const companySize = (prompt: string): Field => ({
  name: 'company_size',
  label: 'Number of employees',
  kind: 'choice',
  prompt,
  required: unchosen,
})

/** Country, and the state that is asked for in some. */
export const place = (generation: Generation, state: { label: string; prompt: string }): Field[] => [
  {
    name: 'country',
    label: labels(generation).country,
    kind: 'choice',
    prompt: generation === 'today' ? 'Select a country or region' : 'Please select a country',
    required: generation === 'today' ? 'Country or region is required.' : unchosen,
  },
  { name: 'state', kind: 'choice', ...state, required: generation === 'today' ? 'State or province is required.' : unchosen },
]

export const phone = (rest: Partial<Field>): Field => ({ name: 'phone_number', label: 'Telephone number', kind: 'tel', ...rest })

/** Where a state is asked for. Source: GitLab 19.3, ee/app/assets/javascripts/vue_shared/leads/constants.js. */
export const needsState = ({ country }: Values): boolean => country === 'US' || country === 'CA'

/** The choice to create a group. Source: GitLab 18.9, create_trial_form.vue. */
export const newGroup = '0'

/** The fields that are shown for what is filled in so far. */
export const shown = (fields: Field[], values: Values): Field[] =>
  fields.filter(({ name }) => (name !== 'state' || needsState(values)) && (name !== 'new_group_name' || values.namespace_id === newGroup))

/** Label of a company size: "500-1,999" reads "500 - 1,999". */
export const sizeLabel = (size: string): string => size.replace('-', ' - ').replace('+', ' +')
