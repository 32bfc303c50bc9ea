import { upsertLead } from '../../mocks/marketo/client.ts'
import { toSalesforce } from '../../mocks/marketo/mapping.ts'
import type { Lead, MarketoContext } from '../../mocks/marketo/tables.ts'
import type { Consumer } from '../consumer/consumer.ts'
import { bearer } from '../consumer/matchers.ts'
import { example } from '../spec.ts'

export const marketoId = 7000050
export const email = 'wanda@initech.example'
export const version = 'v66.0'

/** A person in Marketo that was never synced. */
export const person: Lead = { ...example('MarketoLead'), id: marketoId, email, sfdcLeadId: null, sfdcType: null }

export const path = { version, field: 'Marketo_Lead_Id__c', value: String(marketoId) }
export const headers = { Authorization: bearer('session', '00D000000000001!AQEAQNtlyDsTTYHNxNfNFX8PmrKuEVNwJnyFmZqJLzRBvRnT') }
export const open = { name: 'a session is open' }

/** The flow step "Sync Lead to SFDC", once the person has passed Marketo's own checks. */
export const sending =
  (person: Lead) =>
  ({ within }: Consumer) =>
    within((context: MarketoContext) => upsertLead(context, person.id, toSalesforce(person)))
