import { syncPerson } from '../../mocks/workato/client.ts'
import { toPerson } from '../../mocks/workato/mapping.ts'
import type { WorkatoContext } from '../../mocks/workato/tables.ts'
import type { Consumer } from '../consumer/consumer.ts'
import { bearer } from '../consumer/matchers.ts'
import { example } from '../spec.ts'

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

/** The body of a call about one person. */
export const syncing = (person: object) => ({ action: 'createOrUpdate', lookupField: 'email', input: [person] })

export const headers = { Authorization: bearer('marketo_token', example('MarketoToken').access_token) }
export const valid = { name: 'an access token of the custom service is valid' }

/** The recipe's step "Create or update person in Marketo", with `more` in the person. */
export const sending =
  (more: object = {}) =>
  ({ within }: Consumer) =>
    within((context: WorkatoContext) => syncPerson(context, { ...toPerson(lead), ...more }))
