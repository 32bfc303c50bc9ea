import type { Handlers } from '../system.ts'
import { fields } from './fields.ts'
import { prefixes } from './ids.ts'
import { identityUrl } from './org.ts'
import type { tables } from './tables.ts'
import { allowance, callsToday } from './usage.ts'
import { releaseOf, versions } from './versions.ts'

type Operation = 'listVersions' | 'listResources' | 'describeGlobal' | 'describeLead' | 'getLimits'

/** What an org tells of itself. */
export const resources: Pick<Handlers<'salesforce', typeof tables>, Operation> = {
  listVersions: () => ({
    status: 200,
    body: versions.map((version) => ({ label: releaseOf(version), url: `/services/data/v${version}`, version })),
  }),

  listResources: ({ path: { version }, base }) => {
    const at = `/services/data/${version}`
    return { status: 200, body: { sobjects: `${at}/sobjects`, query: `${at}/query`, limits: `${at}/limits`, identity: identityUrl(base) } }
  },

  describeGlobal: ({ path }) => ({ status: 200, body: { encoding: 'UTF-8', maxBatchSize: 200, sobjects: [describe(path.version)] } }),

  describeLead: ({ path }) => ({ status: 200, body: { ...describe(path.version), fields: [...fields] } }),

  async getLimits(_asked, context) {
    const stored = await context.tables.leads.count()
    return {
      status: 200,
      body: {
        // This call counts too, though it is counted when it is answered.
        DailyApiRequests: { Max: allowance, Remaining: allowance - callsToday(context) - 1 },
        DailyBulkApiBatches: { Max: 15_000, Remaining: 15_000 },
        ConcurrentAsyncGetReportInstances: { Max: 200, Remaining: 200 },
        // A record counts as 2 kB, whatever it holds.
        DataStorageMB: { Max: 1024, Remaining: 1024 - Math.ceil(stored / 512) },
      },
    }
  },
}

function describe(version: string) {
  const sobject = `/services/data/${version}/sobjects/Lead`
  return {
    name: 'Lead',
    label: 'Lead',
    labelPlural: 'Leads',
    keyPrefix: prefixes.Lead,
    custom: false,
    createable: true,
    updateable: true,
    deletable: true,
    queryable: true,
    urls: { sobject, describe: `${sobject}/describe`, rowTemplate: `${sobject}/{ID}` },
  }
}
