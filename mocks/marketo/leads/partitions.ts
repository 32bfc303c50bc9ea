import type { Handlers } from '../../core/system/system.ts'
import { succeed } from '../envelope.ts'
import { matching } from '../paging/filter.ts'
import type { Lead, MarketoContext, tables } from '../tables.ts'
import type { Order } from './order.ts'

/** The id of the partition Default, where everybody is whose row names no other. */
const first = 1

export const partitions: Pick<Handlers<'marketo', typeof tables>, 'getLeadPartitions'> = {
  async getLeadPartitions(_asked, context) {
    const { rows } = await context.tables.partitions.page({ limit: Number.POSITIVE_INFINITY })
    return succeed(context, { result: matching(rows, {}).map(({ accessible: _, ...partition }) => partition) })
  },
}

/**
 * The partition that a call names, as far as its action heeds the name: undefined when it names none, null when the user may not
 * use it. Source: Adobe Marketo developer guide, leads and error-codes (1008).
 */
export async function partitionOf(
  { action, partitionName }: Pick<Order, 'action'> & { partitionName?: string | undefined },
  { tables }: MarketoContext,
): Promise<number | null | undefined> {
  if (partitionName === undefined || (action !== 'createOnly' && action !== 'createOrUpdate')) return undefined
  const partition = await tables.partitions.first('name', partitionName)
  return partition?.accessible ? partition.id : null
}

/** Whether somebody is in a partition. */
export const isIn = ({ partitionId = first }: Lead, partition: number): boolean => partitionId === partition

/** What the row of a new person says of their partition. */
export const placed = (partition: number | null | undefined): Pick<Lead, 'partitionId'> =>
  !partition || partition === first ? {} : { partitionId: partition }
