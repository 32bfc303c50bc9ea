import type { Schema } from '../../contracts/openapi/types.ts'

export type Lead = Schema<'PlatypusLead'>
type Sent = Schema<'WorkatoPlatypusLead'>

/**
 * Platypus' Marketo field table: which field of the lead becomes which of the person; the rest stays in the queue.
 * Source: GitLab handbook, product-qualified-leads-integration, where the row of the e-mail is lost. Which column fills which field is assumed.
 */
export const fields = {
  first_name: 'FirstName',
  last_name: 'LastName',
  company_name: 'Company',
  email: 'Email',
  employees_bucket: 'Employee_Buckets__c',
  phone: 'Phone',
  country: 'Country',
  state: 'State',
  trial_start_date: 'Trial_Start_Date__c',
  is_for_business_use: 'Setup_for_Company_Team_Use__c',
  product_interaction: 'productInteraction',
} as const satisfies Partial<Record<keyof Lead, keyof Sent>>

/** What Workato is sent of a lead; a field that the lead lacks is left out. */
export function toWorkato(lead: Lead): Sent {
  const entries = Object.entries(fields).map(([from, to]) => [to, lead[from as keyof typeof fields]])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== null))
}
