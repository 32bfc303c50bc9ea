import { fieldsIn, type LeadPath } from '../../core/system/fields/leadpath.ts'
import { fromPlatypusToMarketo, toMarketo } from '../fieldmap.ts'

export const leadPath: LeadPath = {
  request: {
    place: 'workato_request',
    carriesLead: ({ operation }) => operation === 'workato.createLead' || operation === 'workato.createPlatypusLead',
    fields: ({ request }) => fieldsIn(request.body),
  },
  onward: ({ before }) => (before === 'platypus' ? fromPlatypusToMarketo : toMarketo),
}
