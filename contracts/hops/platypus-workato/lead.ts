import { createLead } from '../../../mocks/platypus/client.ts'
import { type Lead, toWorkato } from '../../../mocks/platypus/mapping.ts'
import type { PlatypusContext } from '../../../mocks/platypus/tables.ts'
import type { Consumer } from '../../consumer/consumer.ts'
import { example } from '../../openapi/spec.ts'

/** A lead as it lies in the queue. */
export const queued: Lead = { ...example('PlatypusLead'), trial_start_date: '2022-03-01' }

/** What Workato is sent of it. */
export const lead = { ...example('WorkatoPlatypusLead'), Trial_Start_Date__c: '2022-03-01' }

/** The step "post to Workato" of a job of the queue. */
export const sending =
  (lead: Lead) =>
  ({ within }: Consumer) =>
    within((context: PlatypusContext) => createLead(context, toWorkato(lead)))
