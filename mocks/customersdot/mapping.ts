import type { Schema } from '../../contracts/openapi/types.ts'

/** What a form sends about a person, whichever endpoint it comes to. */
export type LeadForm = Schema<'CustomersdotHandRaiseLead'> & Partial<Schema<'CustomersdotTrialLead'>>
export type Lead = Schema<'CustomersdotLead'>
type Customer = Schema<'CustomersdotCustomer'>
export type TriggerForm = Schema<'CustomersdotIterable'>
type Trigger = Schema<'CustomersdotIterableTrigger'>
type WorkatoLead = Schema<'WorkatoLead'>
type PlatypusLead = Schema<'PlatypusLead'>

/** Form field to column of `leads`; a later line wins. The columns are public (GitLab's warehouse), which field fills which is assumed. */
export const leadColumns = {
  work_email: 'email',
  uid: 'user_id',
  first_name: 'first_name',
  last_name: 'last_name',
  company_name: 'company_name',
  company_size: 'employees_bucket',
  phone_number: 'phone',
  country: 'country',
  state: 'state',
  comment: 'comment_capture',
  glm_content: 'glm_content',
  glm_source: 'glm_source',
  product_interaction: 'product_interaction',
  provider: 'provider',
  namespace_id: 'namespace_id',
  existing_plan: 'existing_plan',
  setup_for_company: 'is_for_business_use',
  newsletter_segment: 'opt_in',
  opt_in: 'opt_in',
  preferred_language: 'preferred_language',
  role: 'role',
  jtbd: 'jtbd',
  website_url: 'website_url',
  trial_type: 'trial_type',
  add_on_name: 'add_on_name',
} as const satisfies Partial<Record<keyof LeadForm, keyof Lead>>

/** Form field to column of `customers`. */
const customerColumns = {
  work_email: 'email',
  uid: 'uid',
  first_name: 'first_name',
  last_name: 'last_name',
  company_name: 'company',
  company_size: 'company_size',
  phone_number: 'phone_number',
  country: 'country',
  state: 'state',
  provider: 'provider',
} as const satisfies Partial<Record<keyof LeadForm, keyof Customer>>

/** Columns that stay here; Workato is sent the others under their own names (assumed). */
const unsent: readonly string[] = ['trial_type', 'add_on_name'] satisfies (keyof Lead)[]
/** Columns that Workato is sent. */
export const sent: Readonly<Record<string, string>> = Object.fromEntries(
  Object.values(leadColumns).flatMap((column) => (unsent.includes(column) ? [] : [[column, column]])),
)

/** Columns that `leads` did not have in 2022 (assumed), so that Platypus is not sent them. */
const later: readonly string[] = ['existing_plan', 'preferred_language', 'role', 'jtbd'] satisfies (keyof Lead)[]
/** Columns that Platypus is sent. */
export const sentToPlatypus: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(sent).filter(([column]) => !later.includes(column)),
)

/** Columns that CustomersDot fills when a trial starts, and Workato or Platypus is sent too. */
export const trialColumns = { trial_start_date: 'trial_start_date', currently_in_trial: 'currently_in_trial' } as const

/** Form fields that are columns of `iterable_triggers`. */
const triggerColumns = Object.fromEntries(
  (
    [
      ...(['work_email', 'uid', 'first_name', 'last_name', 'product_interaction', 'provider', 'namespace_id', 'existing_plan'] as const),
      ...(['setup_for_company', 'opt_in', 'preferred_language', 'role', 'jtbd', 'comment'] as const),
    ] satisfies (keyof TriggerForm & keyof Trigger)[]
  ).map((name) => [name, name]),
)

/** The columns that a form fills. "Default true for communication", says GitLab's warehouse of `opt_in`. */
export function toLead(form: LeadForm): Partial<Lead> {
  const asked = form.opt_in !== undefined || form.newsletter_segment !== undefined
  return { ...(asked ? {} : { opt_in: true }), ...numbered(pick(form, leadColumns)) }
}

export const toCustomer = (form: LeadForm): Partial<Customer> => {
  const { uid, ...columns } = pick(form, customerColumns)
  return uid === undefined ? columns : { ...columns, uid: String(uid) }
}

export const toTrigger = (form: TriggerForm): Partial<Trigger> => numbered(pick(form, triggerColumns))

/** What Workato is sent of a lead; of the trial's start it is sent the day. */
export const toWorkato = (lead: Lead): WorkatoLead => ({ ...pick(lead, sent), ...trialOf(lead) }) as WorkatoLead

/** What Platypus is sent of a lead, likewise. */
export const toPlatypus = (lead: Lead): PlatypusLead => ({ ...pick(lead, sentToPlatypus), ...trialOf(lead) }) as PlatypusLead

const trialOf = ({ trial_start_date, currently_in_trial }: Lead) =>
  pick({ trial_start_date: trial_start_date?.slice(0, 10), currently_in_trial }, trialColumns)

/** The request's name of a value as ActiveRecord calls the attribute that it fills. */
export const attributeOf = (field: string): string =>
  Object.hasOwn(leadColumns, field) ? leadColumns[field as keyof typeof leadColumns] : field

/** Copies what has a value, under its new name; absent columns keep rows small. */
function pick(source: object, columns: Record<string, string>): Record<string, unknown> {
  const picked: Record<string, unknown> = {}
  for (const from in columns) {
    const value = (source as Record<string, unknown>)[from]
    if (value !== undefined && value !== null) picked[columns[from] as string] = value
  }
  return picked
}

/** Older forms send the namespace's id as text. */
const numbered = ({ namespace_id, ...columns }: Record<string, unknown>) =>
  namespace_id === undefined ? columns : { ...columns, namespace_id: Number(namespace_id) }
