import { syncPerson } from '../../../mocks/workato/client.ts'
import { toPerson } from '../../../mocks/workato/mapping.ts'
import type { WorkatoContext } from '../../../mocks/workato/tables.ts'
import type { Consumer } from '../../consumer/consumer.ts'
import { bearer } from '../../consumer/matchers.ts'
import { example } from '../../openapi/spec.ts'
import type { Schema } from '../../openapi/types.ts'

export const email = 'wanda@initech.example'

/** A lead as it comes to the recipe, the country already by its name in Salesforce. */
const lead = { ...example('WorkatoLead'), email, country: 'United States' }

/** What Marketo is sent of it. */
export const person = {
  email,
  ...{ firstName: 'Jane', lastName: 'Doe', company: 'ACME', Employee_Buckets__c: '1-99', phone: '+1 23 456-78-90' },
  ...{ country: 'United States', state: 'CA', Comment_Capture__c: 'I want to talk to sales.' },
  ...{ GLM_Content__c: 'group-billing', GLM_Source__c: 'gitlab.com', productInteraction: 'Hand Raise PQL' },
  ...{ PQL_Namespace_Id__c: 1000, Existing_Plan__c: 'free', Setup_for_Company_Team_Use__c: true, optIn: true },
}

/** A trial's lead as it comes to the recipe. */
const trialLead = {
  ...{ email, first_name: 'Jane', last_name: 'Doe', company_name: 'ACME', country: 'United States', state: 'CA' },
  ...{ product_interaction: 'SaaS Trial', namespace_id: 1000, trial_start_date: '2024-01-01', currently_in_trial: true },
}

/** What Marketo is sent of that one. */
export const trialPerson = {
  ...{ email, firstName: 'Jane', lastName: 'Doe', company: 'ACME', country: 'United States', state: 'CA' },
  ...{ productInteraction: 'SaaS Trial', PQL_Namespace_Id__c: 1000, Trial_Start_Date__c: '2024-01-01', Currently_in_Trial__c: true },
}

/** The body of a call about one person. */
export const syncing = (person: object) => ({ action: 'createOrUpdate', lookupField: 'email', input: [person] })

export const headers = { Authorization: bearer('marketo_token', example('MarketoToken').access_token) }
export const valid = { name: 'an access token of the custom service is valid' }

const syncingLead =
  (lead: Schema<'WorkatoLead'>, more: object = {}) =>
  ({ within }: Consumer) =>
    within((context: WorkatoContext) => syncPerson(context, { ...toPerson(lead), ...more }))

/** The recipe's step "Create or update person in Marketo", with `more` in the person. */
export const sending = (more?: object) => syncingLead(lead, more)
/** The same step with a trial's lead. */
export const sendingTrial = syncingLead(trialLead)
