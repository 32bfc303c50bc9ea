import { post } from '../../../mocks/customersdot/client.ts'
import { type Lead, toPlatypus } from '../../../mocks/customersdot/mapping.ts'
import type { CustomersdotContext } from '../../../mocks/customersdot/tables.ts'
import type { Consumer } from '../../consumer/consumer.ts'
import { example } from '../../openapi/spec.ts'

/** A row of CustomersDot's `leads`. */
export const row: Lead = { ...example('CustomersdotLead'), namespace_id: 1000 }

/** What Platypus is sent of it. */
export const lead = { ...example('PlatypusLead'), currently_in_trial: false }

/** `PlatypusApp#post`. */
export const sending =
  (lead: Lead) =>
  ({ within }: Consumer) =>
    within((context: CustomersdotContext) => post(context, toPlatypus(lead)))
