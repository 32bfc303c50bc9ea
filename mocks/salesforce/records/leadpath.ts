import { fieldsIn, type LeadPath } from '../../core/system/fields/leadpath.ts'
import type { Exchange } from '../../core/system/record.ts'
import { toRecord } from '../fieldmap.ts'

export const leadPath: LeadPath = {
  request: {
    place: 'salesforce_request',
    carriesLead: ({ operation }) => operation === 'salesforce.upsertLead',
    fields: ({ request, url }) => ({ ...fieldsIn(request.body), ...keyIn(url) }),
  },
  row: {
    place: 'salesforce_lead',
    table: 'salesforce.leads',
    passage: toRecord,
    key: (request, summary) => idIn(request) ?? summary.salesforce_id,
    asOf: 'request',
  },
}

/** The external id of an upsert is in its path. */
function keyIn(url: string): Record<string, string> {
  const [, name, value] = url.match(/\/(\w+__c)\/([^/?]+)/) ?? []
  return name && value ? { [name]: decodeURIComponent(value) } : {}
}

function idIn(exchange: Exchange | undefined): string | undefined {
  const { id } = fieldsIn(exchange?.response.body)
  return typeof id === 'string' ? id : undefined
}
