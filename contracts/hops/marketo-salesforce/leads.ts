import type { Interaction } from '../../consumer/interaction.ts'
import { json, regex } from '../../consumer/matchers.ts'
import { headers, lead, marketoId, open, path, person, sending, trialLead, trialPerson } from './lead.ts'

const id = regex('^00Q[A-Za-z0-9]{15}$', '00Q000000000001EAA')
const external_id = String(marketoId)

const upsert = { operation: 'salesforce.upsertLead', request: { path, headers, body: lead }, act: sending(person) } as const

export const leads: Interaction[] = [
  {
    ...upsert,
    description: 'a request to upsert a lead that is new',
    states: [open, { name: 'no lead has the external id', params: { external_id } }],
    response: { status: 201, headers: json, body: { id, success: true, errors: [], created: true } },
    outcome: { id: '00Q000000000001EAA', created: true },
  },
  {
    ...upsert,
    description: "a request to upsert a trial's lead that is new",
    states: [open, { name: 'no lead has the external id', params: { external_id } }],
    request: { path, headers, body: trialLead },
    response: { status: 201, headers: json, body: { id, success: true, errors: [], created: true } },
    act: sending(trialPerson),
    outcome: { id: '00Q000000000001EAA', created: true },
  },
  {
    ...upsert,
    description: 'a request to upsert a lead that is known',
    states: [open, { name: 'a lead has the external id', params: { external_id } }],
    response: { status: 200, headers: json, body: { id, success: true, errors: [], created: false } },
    outcome: { id: '00Q000000000001EAA', created: false },
  },
]
