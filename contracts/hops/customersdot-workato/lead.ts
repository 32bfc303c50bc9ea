import { createLead } from '../../../mocks/customersdot/client.ts'
import { type Lead, toWorkato } from '../../../mocks/customersdot/mapping.ts'
import type { CustomersdotContext } from '../../../mocks/customersdot/tables.ts'
import type { Consumer } from '../../consumer/consumer.ts'
import { example } from '../../openapi/spec.ts'

/** A row of CustomersDot's `leads`. */
export const row: Lead = { ...example('CustomersdotLead'), namespace_id: 1000 }

/** What Workato is sent of it. */
export const lead = { ...example('WorkatoLead'), currently_in_trial: false }

/** A row of a trial's lead, of which Workato is sent the day that it starts and no name of its type. */
export const trialRow: Lead = { ...example('CustomersdotLead', 1), namespace_id: 1000 }

/** What Workato is sent of that one. */
export const trialLead = {
  ...{ email: 'jane@example.com', first_name: 'Jane', last_name: 'Doe', company_name: 'ACME', country: 'US', state: 'CA' },
  ...{ product_interaction: 'SaaS Trial', namespace_id: 1000, user_id: 42, provider: 'gitlab' },
  ...{ trial_start_date: '2024-01-01', currently_in_trial: true },
}

/** `WorkatoApp#create_lead`. */
export const sending =
  (lead: Lead) =>
  ({ within }: Consumer) =>
    within((context: CustomersdotContext) => createLead(context, toWorkato(lead)))
