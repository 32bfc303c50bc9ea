import { createLead } from '../../mocks/customersdot/client.ts'
import { type Lead, toWorkato } from '../../mocks/customersdot/mapping.ts'
import type { CustomersdotContext } from '../../mocks/customersdot/tables.ts'
import type { Consumer } from '../consumer/consumer.ts'
import { example } from '../spec.ts'

/** A row of CustomersDot's `leads`. */
export const row: Lead = { ...example('CustomersdotLead'), namespace_id: 1000 }

/** What Workato is sent of it. */
export const lead = { ...example('WorkatoLead'), currently_in_trial: false }

/** `WorkatoApp#create_lead`. */
export const sending =
  (lead: Lead) =>
  ({ within }: Consumer) =>
    within((context: CustomersdotContext) => createLead(context, toWorkato(lead)))
