import type { States } from '../core/system/states.ts'
import { beginDay, spendDay } from './access/limits.ts'
import { openSession } from './access/open.ts'
import { endOutage, planOutage } from './access/outage.ts'
import { insertRow } from './records/saving.ts'
import { lead } from './records/sobjects.ts'
import type { SalesforceContext, tables } from './tables.ts'

/** In seconds. */
const hour = 3600
/** Where the version does not matter. */
const writing = { path: { version: 'v66.0' }, headers: {} }
const name = { LastName: 'Doe', Company: 'ACME' }

export const states: States<'salesforce', typeof tables> = {
  async 'a connected app exists'(_, { credentials: { salesforce } }) {
    return { client_id: salesforce.clientId, client_secret: salesforce.clientSecret }
  },

  'a session is open': (_, context) => open(hour, context),
  'a session has expired': (_, context) => open(-hour, context),

  async 'no lead has the external id'({ external_id }, context) {
    await forget('Marketo_Lead_Id__c', external_id, context)
  },

  async 'a lead has the external id'({ external_id }, context) {
    await forget('Marketo_Lead_Id__c', external_id, context)
    await insertRow(lead, { ...name, Marketo_Lead_Id__c: external_id }, writing, context)
  },

  async 'another lead has the e-mail and the duplicate rule is active'({ email }, context) {
    await forget('Email', email, context)
    await insertRow(lead, { ...name, Email: email }, writing, context)
    for (const rule of (await context.tables.duplicate_rules.page({ limit: 1 })).rows)
      await context.tables.duplicate_rules.update(rule, { active: true })
  },

  "the day's API calls are spent": {
    setUp: async (_, context) => spendDay(context),
    tearDown: beginDay,
  },

  'the instance is unavailable for some calls': {
    setUp: async ({ calls }, context) => planOutage(calls, context),
    tearDown: endOutage,
  },
}

/** Opens a session that ends in `life` seconds. */
const open = async (life: number, context: SalesforceContext) => ({
  session: await openSession(context, { clientId: context.credentials.salesforce.clientId, life }),
})

async function forget(field: 'Marketo_Lead_Id__c' | 'Email', value: string, { tables }: SalesforceContext) {
  for (const row of await tables.leads.find(field, value.toLowerCase())) await tables.leads.remove(row)
}
