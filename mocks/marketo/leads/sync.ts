import type { Handlers } from '../../core/system/system.ts'
import { succeed } from '../envelope.ts'
import { fields } from '../fields.ts'
import { refuse } from '../refusals.ts'
import type { MarketoContext, tables } from '../tables.ts'
import { partitionOf } from './partitions.ts'
import { isSearchable } from './search.ts'
import { syncRecords } from './upsert.ts'

export const sync: Pick<Handlers<'marketo', typeof tables>, 'syncLeads'> = {
  async syncLeads({ body }, context) {
    const { action = 'createOrUpdate', lookupField = 'email', partitionName, input } = body
    const refusal = refuseKey(lookupField, context)
    if (refusal) return refusal
    const partition = await partitionOf({ action, partitionName }, context)
    const order = { action, lookupField, partitionName, partition }
    const result = await context.step(`Sync Leads → ${action}`, () => syncRecords(input, order, context))
    return succeed(context, { result })
  },
}

/** Refuses a call that looks people up by what is no field, or by one that cannot be searched. */
export function refuseKey(lookupField: string, context: MarketoContext) {
  if (!fields.has(lookupField)) return refuse(context, '1006', `Field '${lookupField}' not found`)
  return isSearchable(lookupField) ? undefined : refuse(context, '1011', `Field '${lookupField}' not supported`)
}
