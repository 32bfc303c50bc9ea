import { queueUpdate } from '../sync/cycle.ts'
import type { Lead, MarketoContext } from '../tables.ts'
import { interactionOf } from './interactions.ts'
import { resetOf } from './reset.ts'

/** What was written of a person. */
interface Written {
  /** The person before; undefined for a new one. */
  before: Lead | undefined
  lead: Lead
  values: Partial<Lead>
}

/**
 * Lets the smart campaigns know what the user did, or that the person was recycled or unsubscribed; the caller's answer does not
 * wait for them. A change in which they have no interest goes to Salesforce with the next cycle of the sync.
 */
export async function listen({ before, lead, values: { productInteraction, ...values } }: Written, context: MarketoContext) {
  const { id, email, company, firstName, lastName, PQL_Namespace_Id__c } = lead
  const kind = interactionOf(productInteraction)?.kind
  const name = [firstName, lastName].filter(Boolean).join(' ')
  const tags = { kind, email, name, company, namespace_id: PQL_Namespace_Id__c, marketo_id: id }
  context.tag(Object.fromEntries(Object.entries(tags).filter(([, value]) => value)))
  const reset = resetOf(before, values)
  if (productInteraction || reset)
    await context.enqueue('SmartCampaign', {
      leadId: id,
      ...(productInteraction ? { productInteraction } : {}),
      ...(reset ? { reset } : {}),
    })
  else if (lead !== before) await queueUpdate(lead, context)
}
