import { upsertLead } from '../../../mocks/marketo/client.ts'
import { toSalesforce } from '../../../mocks/marketo/mapping.ts'
import type { Lead, MarketoContext } from '../../../mocks/marketo/tables.ts'
import type { Consumer } from '../../consumer/consumer.ts'
import { bearer } from '../../consumer/matchers.ts'
import { example } from '../../openapi/spec.ts'

export const marketoId = 7000050
export const email = 'wanda@initech.example'
export const version = 'v66.0'

/** A person in Marketo that was never synced. */
export const person: Lead = { ...example('MarketoLead'), id: marketoId, email, sfdcLeadId: null, sfdcType: null }

/** What Salesforce is sent of it. */
export const lead = {
  ...{ FirstName: 'Jane', LastName: 'Doe', Company: 'ACME', Email: email, Phone: '+1 23 456-78-90', Website: 'https://acme.example' },
  ...{ Country: 'United States', State: 'California', Status: 'MQL', LeadSource: 'Gitlab.com' },
  ...{ mkto71_Lead_Score__c: 160, Behavior_Score__c: 100, Demographic_Score__c: 60, MQL_DateTime__c: '2024-01-01T00:00:02.000+0000' },
  Last_Interesting_Moment__c: 'HandRaise PQL - Contact Us on 2024-01-01',
  ...{ PQL_Product_Qualified_Lead__c: true, PQL_Namespace_Id__c: '1000', Product_Interaction__c: 'Hand Raise PQL' },
  ...{ Comment_Capture__c: 'I want to talk to sales.', GLM_Content__c: 'group-billing', GLM_Source__c: 'gitlab.com' },
  ...{ Employee_Buckets__c: '1-99', Existing_Plan__c: 'free', Setup_for_Company_Team_Use__c: true, Opt_In__c: true },
  ...{ Role__c: 'software_developer', Signup_Reason__c: 'move_repository', Preferred_Language__c: 'English' },
  ...{ Trial_Start_Date__c: '2024-01-01', Currently_in_Trial__c: false },
}

/** A person whose trial runs; what they never filled in Salesforce is not sent. */
export const trialPerson: Lead = { ...example('MarketoLead', 2), ...{ id: marketoId, email, lastName: 'Doe', country: 'United States' } }

/** What Salesforce is sent of it. */
export const trialLead = {
  ...{ LastName: 'Doe', Company: 'ACME', Email: email, Country: 'United States', Product_Interaction__c: 'SaaS Trial' },
  ...{ Setup_for_Company_Team_Use__c: true, Trial_Start_Date__c: '2024-01-01', Currently_in_Trial__c: true },
}

export const path = { version, field: 'Marketo_Lead_Id__c', value: String(marketoId) }
export const headers = { Authorization: bearer('session', '00D000000000001!AQEAQNtlyDsTTYHNxNfNFX8PmrKuEVNwJnyFmZqJLzRBvRnT') }
export const open = { name: 'a session is open' }

/** The flow step "Sync Lead to SFDC", once the person has passed Marketo's own checks. */
export const sending =
  (person: Lead) =>
  ({ within }: Consumer) =>
    within((context: MarketoContext) => upsertLead(context, person.id, toSalesforce(person)))
