import type { Schema } from '../../../contracts/openapi/types.ts'

type Lead = Schema<'WorkatoLead'>
type PlatypusLead = Schema<'WorkatoPlatypusLead'>

/** Platypus' name of a field to the recipe's own. Source of the former: GitLab handbook, product-qualified-leads-integration. */
export const platypusFields = {
  Email: 'email',
  FirstName: 'first_name',
  LastName: 'last_name',
  Company: 'company_name',
  Employee_Buckets__c: 'employees_bucket',
  Phone: 'phone',
  Country: 'country',
  State: 'state',
  Trial_Start_Date__c: 'trial_start_date',
  Setup_for_Company_Team_Use__c: 'is_for_business_use',
  productInteraction: 'product_interaction',
} as const satisfies Record<keyof PlatypusLead, keyof Lead>

/** A lead of Platypus' by the names that the recipe works with. */
export const fromPlatypus = (lead: PlatypusLead): Lead =>
  Object.fromEntries(Object.entries(lead).map(([name, value]) => [platypusFields[name as keyof PlatypusLead], value])) as unknown as Lead
