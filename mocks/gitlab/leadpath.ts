import { readSearch } from '../core/http/search.ts'
import type { Fields } from '../core/system/fields/fieldmap.ts'
import { fieldsIn, type LeadPath } from '../core/system/fields/leadpath.ts'
import type { Exchange } from '../core/system/record.ts'
import { fromForm } from './fieldmap.ts'
import { leadForms } from './mapping.ts'

const queryOf = (url: string): Fields => Object.fromEntries(readSearch(url.split('?')[1] ?? ''))

const given = ({ url, request }: Exchange): Fields => ({ ...queryOf(url), ...fieldsIn(request.body) })

export const leadPath: LeadPath = {
  request: {
    place: 'form',
    carriesLead: ({ operation, provider }) => provider === 'gitlab' && Object.hasOwn(leadForms, operation?.split('.')[1] ?? ''),
    fields: given,
  },
  onward: ({ request }) => fromForm(request?.operation ?? null, request ? given(request) : {}),
}
