import type { Handlers } from '../../core/system/system.ts'
import { log } from '../activities/log.ts'
import { succeed } from '../envelope.ts'
import { refuse } from '../refusals.ts'
import type { tables } from '../tables.ts'

export const request: Pick<Handlers<'marketo', typeof tables>, 'requestCampaign'> = {
  async requestCampaign({ path: { campaignId }, body: { input } }, context) {
    const campaign = await context.tables.campaigns.get(campaignId)
    if (!campaign) return refuse(context, '1013', 'Object not found')
    if (campaign.type === 'batch' || !campaign.active || !campaign.requestable) return refuse(context, '1003', 'Invalid data')
    const found = await Promise.all(input.leads.map(({ id }) => context.tables.leads.get(id)))
    const people = found.filter((lead) => lead !== undefined)
    if (people.length < found.length) return refuse(context, '1004', 'Lead not found')
    const activity = {
      campaignId,
      primaryAttributeValueId: campaignId,
      primaryAttributeValue: campaign.name,
      attributes: { Source: 'Web service API' },
    }
    for (const lead of people) {
      await log(context, lead, 'requestCampaign', activity)
      await context.enqueue('SmartCampaign', { leadId: lead.id, requested: campaignId })
    }
    return succeed(context, { result: [{ id: campaignId }] })
  },
}
