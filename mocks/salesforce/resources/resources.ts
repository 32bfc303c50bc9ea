import type { Handlers } from '../../core/system/system.ts'
import { allowance, batchesToday, bulkAllowance, callsToday } from '../access/limits.ts'
import { tableOf } from '../records/lookup.ts'
import { lead, type Sobject, sobjectOf, sobjects } from '../records/sobjects.ts'
import { refuseUnknown } from '../refusals.ts'
import type { tables } from '../tables.ts'
import { identityUrl } from './org.ts'
import { releaseOf, versions } from './versions.ts'

type Operation = 'listVersions' | 'listResources' | 'describeGlobal' | 'describeLead' | 'describeSobject' | 'getLimits'

/** What an org tells of itself. */
export const resources: Pick<Handlers<'salesforce', typeof tables>, Operation> = {
  listVersions: () => ({
    status: 200,
    body: versions.map((version) => ({ label: releaseOf(version), url: `/services/data/v${version}`, version })),
  }),

  listResources: ({ path: { version }, base }) => {
    const at = (name: string) => `/services/data/${version}/${name}`
    const [sobjects, query, queryAll] = [at('sobjects'), at('query'), at('queryAll')]
    const body = {
      sobjects,
      query,
      queryAll,
      composite: at('composite'),
      jobs: at('jobs'),
      limits: at('limits'),
      identity: identityUrl(base),
    }
    return { status: 200, body }
  },

  describeGlobal: ({ path }) => ({
    status: 200,
    body: { encoding: 'UTF-8', maxBatchSize: 200, sobjects: sobjects.map((object) => describe(object, path.version)) },
  }),

  describeLead: ({ path }) => ({ status: 200, body: describeWhole(lead, path.version) }),

  describeSobject({ path }) {
    const object = sobjectOf(path.sobject)
    return object ? { status: 200, body: describeWhole(object, path.version) } : refuseUnknown()
  },

  async getLimits(_asked, context) {
    const counts = await Promise.all(sobjects.map((object) => tableOf(object, context).count()))
    const stored = counts.reduce((sum, count) => sum + count, 0)
    return {
      status: 200,
      body: {
        // This call counts too, though it is counted when it is answered.
        DailyApiRequests: { Max: allowance, Remaining: allowance - callsToday(context) - 1 },
        DailyBulkApiBatches: { Max: bulkAllowance, Remaining: bulkAllowance - batchesToday(context) },
        ConcurrentAsyncGetReportInstances: { Max: 200, Remaining: 200 },
        // A record counts as 2 kB, whatever it holds.
        DataStorageMB: { Max: 1024, Remaining: 1024 - Math.ceil(stored / 512) },
      },
    }
  },
}

const describeWhole = (object: Sobject, version: string) => ({ ...describe(object, version), fields: [...object.fields] })

function describe({ name, label, labelPlural, keyPrefix }: Sobject, version: string) {
  const sobject = `/services/data/${version}/sobjects/${name}`
  return {
    name,
    label,
    labelPlural,
    keyPrefix,
    custom: false,
    createable: true,
    updateable: true,
    deletable: true,
    queryable: true,
    urls: { sobject, describe: `${sobject}/describe`, rowTemplate: `${sobject}/{ID}` },
  }
}
