import type { Handlers } from '../../core/system/system.ts'
import { log } from '../activities/log.ts'
import { succeed } from '../envelope.ts'
import { refuse } from '../refusals.ts'
import type { tables } from '../tables.ts'
import { partitionOf } from './partitions.ts'
import { refuseKey } from './sync.ts'
import { syncRecords } from './upsert.ts'

export const push: Pick<Handlers<'marketo', typeof tables>, 'pushLeads'> = {
  async pushLeads({ body }, context) {
    const { programName, source, reason, lookupField = 'email', partitionName, input } = body
    const refusal = lookupField === 'mktToken' ? refuse(context, '1011', "Field 'mktToken' not supported") : refuseKey(lookupField, context)
    if (refusal) return refusal
    const program = await context.tables.programs.first('name', programName)
    if (!program) return refuse(context, '1013', 'Object not found')
    const action = 'createOrUpdate'
    const order = { action, lookupField, partitionName, partition: await partitionOf({ action, partitionName }, context) } as const
    // No web visits are recorded that the cookies could belong to.
    const records = input.map(({ cookies: _, ...record }) => record)
    const result = await context.step('Push Lead', () => syncRecords(records, order, context))
    const activity = {
      primaryAttributeValueId: program.id,
      primaryAttributeValue: program.name,
      attributes: { ...(reason ? { Reason: reason } : {}), ...(source ? { Source: source } : {}) },
    }
    for (const lead of result) if ('id' in lead) await log(context, lead, 'pushLead', activity)
    return succeed(context, { warnings: [], result })
  },
}
