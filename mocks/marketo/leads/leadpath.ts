import { fieldsIn, type LeadPath } from '../../core/system/fields/leadpath.ts'
import type { Exchange } from '../../core/system/record.ts'
import { toLead, toPerson } from '../fieldmap.ts'

export const leadPath: LeadPath = {
  request: {
    place: 'marketo_request',
    carriesLead: ({ operation }) => operation === 'marketo.syncLeads',
    isAccepted: (exchange) => personIn(exchange) !== undefined,
    fields: ({ request }) => fieldsIn((fieldsIn(request.body).input as unknown[] | undefined)?.[0]),
  },
  row: {
    place: 'marketo_person',
    table: 'marketo.leads',
    passage: toPerson,
    key: (request, summary) => personIn(request) ?? summary.marketo_id,
    asOf: 'sent',
  },
  onward: () => toLead,
}

function personIn(exchange: Exchange | undefined): number | undefined {
  const { id } = fieldsIn((fieldsIn(exchange?.response.body).result as unknown[] | undefined)?.[0])
  return typeof id === 'number' ? id : undefined
}
