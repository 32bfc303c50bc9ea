import type { Rows, Schema } from '../../../contracts/openapi/types.ts'
import type { Handlers } from '../../core/system/system.ts'
import { succeed } from '../envelope.ts'
import { matching } from '../paging/filter.ts'
import { cut } from '../paging/paging.ts'
import { refuse } from '../refusals.ts'
import type { tables } from '../tables.ts'

type Row = Rows<'MarketoTables'>['campaigns']

export const campaigns: Pick<Handlers<'marketo', typeof tables>, 'getCampaigns' | 'getCampaign'> = {
  async getCampaigns({ query }, context) {
    const { id, name, programName, workspaceName, isTriggerable } = query
    const { rows } = await context.tables.campaigns.page({ limit: Number.POSITIVE_INFINITY })
    const found = matching(rows, { id, name, programName, workspaceName }).filter(
      (row) => !isTriggerable || (row.active && row.requestable),
    )
    const page = cut(found.map(onTheWire), query, context.clock.now())
    return page ? succeed(context, page) : refuse(context, '1003', 'Invalid data')
  },

  async getCampaign({ path }, context) {
    const row = await context.tables.campaigns.get(path.campaignId)
    return row ? succeed(context, { result: [onTheWire(row)] }) : refuse(context, '1013', 'Object not found')
  },
}

const onTheWire = ({ requestable: _, ...campaign }: Row): Schema<'MarketoCampaign'> => campaign
