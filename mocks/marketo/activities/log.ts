import { type Activity, changeScore, type Lead, type MarketoContext } from '../tables.ts'
import { seconds } from '../time.ts'

type Entry = Omit<Activity, 'id' | 'leadId' | 'activityDate' | 'activityTypeId'>

/** Which kinds of activity are logged here. Source for the ids: Marketo's own numbers, as Talend's connector lists them. */
export const types = {
  ...{ fillOutForm: 2, newLead: 12, changeDataValue: 13, syncLeadToSfdc: 19, changeScore, addToList: 24, removeFromList: 25 },
  ...{ mergeLeads: 32, deleteLead: 37, interestingMoment: 46, requestCampaign: 47, pushLead: 145 },
}

/** Writes into a person's activity log. */
export async function log(context: MarketoContext, { id }: Pick<Lead, 'id'>, type: keyof typeof types, entry: Entry) {
  const { clock, tables } = context
  const activityDate = seconds(clock.now())
  await tables.activities.insert({ leadId: id, activityDate, activityTypeId: types[type], ...entry })
}

/** Logs a Change Data Value for each field that changes. */
export async function logChanges(
  context: MarketoContext,
  lead: Lead,
  changes: Partial<Lead>,
  because: Pick<Entry, 'campaignId'> & { source: string },
) {
  const { source, ...campaign } = because
  for (const [name, value] of Object.entries(changes)) {
    const before = lead[name as keyof Lead]
    const attributes = { ...given('New Value', value), ...given('Old Value', before), Source: source }
    await log(context, lead, 'changeDataValue', { ...campaign, primaryAttributeValue: name, attributes })
  }
}

const given = (name: string, value: unknown) => (value === undefined || value === null ? {} : { [name]: value })
