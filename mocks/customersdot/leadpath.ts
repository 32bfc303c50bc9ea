import type { Fields } from '../core/system/fields/fieldmap.ts'
import { fieldsIn, type LeadPath } from '../core/system/fields/leadpath.ts'
import { toQueue, toRecipe, toRow } from './fieldmap.ts'

export const leadPath: LeadPath = {
  request: {
    place: 'customersdot_request',
    // A trigger for Iterable carries an e-mail too, but is not a lead.
    carriesLead: ({ provider, operation, request }) =>
      provider === 'customersdot' && operation !== 'customersdot.createIterable' && 'work_email' in flat(request.body),
    fields: ({ request }) => flat(request.body),
  },
  row: {
    place: 'customersdot_lead',
    table: 'customersdot.leads',
    passage: toRow,
    key: (request, summary) => {
      const written = request?.steps.flatMap(({ rows = [] }) => rows).find(({ table }) => table === 'customersdot.leads')
      return written?.key ?? summary.lead_ids[0]
    },
    asOf: 'last',
  },
  onward: ({ after }) => (after === 'platypus' ? toQueue : toRecipe),
}

/** The lead of a trial is in `trial_user`. */
function flat(body: unknown): Fields {
  const { trial_user, ...rest } = fieldsIn(body)
  return { ...rest, ...fieldsIn(trial_user) }
}
