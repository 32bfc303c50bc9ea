import { fieldsIn, type LeadPath } from '../core/system/fields/leadpath.ts'
import { toRecipe } from './fieldmap.ts'

export const leadPath: LeadPath = {
  request: {
    place: 'platypus_request',
    carriesLead: ({ operation }) => operation === 'platypus.createLead',
    fields: ({ request }) => fieldsIn(request.body),
  },
  onward: () => toRecipe,
  isReachedBy: (span) => (span.type === 'run' ? span.class === 'Platypus::CreateLeadWorker' : span.provider === 'platypus'),
}
