import type { Schema } from '../../contracts/openapi/types.ts'

type Lead = Schema<'WorkatoLead'>
type Person = Schema<'MarketoLeadInput'>

/**
 * Which field of the lead becomes which of the person; the rest (user_id, provider) stays here. GitLab's recipe is not public:
 * names with `__c` follow Platypus' published Marketo mapping and the warehouse's Marketo columns, the others are assumed.
 */
export const fields = {
  email: 'email',
  first_name: 'firstName',
  last_name: 'lastName',
  company_name: 'company',
  employees_bucket: 'Employee_Buckets__c',
  phone: 'phone',
  country: 'country',
  state: 'state',
  comment_capture: 'Comment_Capture__c',
  glm_content: 'GLM_Content__c',
  glm_source: 'GLM_Source__c',
  product_interaction: 'productInteraction',
  namespace_id: 'PQL_Namespace_Id__c',
  existing_plan: 'Existing_Plan__c',
  is_for_business_use: 'Setup_for_Company_Team_Use__c',
  opt_in: 'optIn',
  role: 'Role__c',
  jtbd: 'Signup_Reason__c',
  website_url: 'website',
  preferred_language: 'Preferred_Language__c',
  trial_start_date: 'Trial_Start_Date__c',
  currently_in_trial: 'Currently_in_Trial__c',
} as const satisfies Partial<Record<keyof Lead, string>>

/**
 * The person that Marketo is sent; a field the lead lacks is left out, so that it does not empty Marketo's. Only a state goes
 * with its country: without one the former is emptied (assumed), else who moves abroad would not sync any more.
 */
export function toPerson(lead: Lead): Person {
  const entries = Object.entries(fields).map(([from, to]) => [to, lead[from as keyof typeof fields]])
  const person = Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null))
  return lead.country && !lead.state ? { ...person, state: null } : person
}
