import type { Interaction } from '../../consumer/interaction.ts'
import { integer, json, regex, text } from '../../consumer/matchers.ts'
import { email, headers, person, sending, sendingTrial, syncing, trialPerson, valid } from './person.ts'

const requestId = regex('^[0-9a-f]+#[0-9a-f]+$', 'e42b#14272d07d78')

const succeeded = (result: object) => ({ status: 200, headers: json, body: { requestId, success: true, result: [result] } })

/** A record that Marketo leaves out, under HTTP 200 and `success: true`. */
const skipped = (code: string, message: string): Pick<Interaction, 'response' | 'outcome'> => ({
  response: succeeded({ status: 'skipped', reasons: [{ code, message: text(message) }] }),
  outcome: { failed: `Marketo: ${code} ${message}` },
})

export const people: Interaction[] = [
  {
    description: 'a request to create a person',
    states: [valid, { name: 'no person has the e-mail', params: { email } }],
    operation: 'marketo.syncLeads',
    request: { headers, body: syncing(person) },
    response: succeeded({ id: integer(50), status: 'created' }),
    act: sending(),
    outcome: { id: 50, status: 'created' },
    asked: ['marketo.getToken', 'marketo.syncLeads'],
  },
  {
    description: "a request to create a trial's person",
    states: [valid, { name: 'no person has the e-mail', params: { email } }],
    operation: 'marketo.syncLeads',
    request: { headers, body: syncing(trialPerson) },
    response: succeeded({ id: integer(50), status: 'created' }),
    act: sendingTrial,
    outcome: { id: 50, status: 'created' },
    asked: ['marketo.getToken', 'marketo.syncLeads'],
  },
  {
    description: 'a request to update a person',
    states: [valid, { name: 'a person has the e-mail', params: { email } }],
    operation: 'marketo.syncLeads',
    request: { headers, body: syncing(person) },
    response: succeeded({ id: integer(50), status: 'updated' }),
    act: sending(),
    outcome: { id: 50, status: 'updated' },
  },
  {
    ...skipped('1007', 'Multiple leads match the lookup criteria'),
    description: 'a request to update one of two persons with the same e-mail',
    states: [valid, { name: 'two persons share the e-mail', params: { email } }],
    operation: 'marketo.syncLeads',
    request: { headers, body: syncing(person) },
    act: sending(),
  },
  {
    ...skipped('1003', 'Invalid data'),
    description: 'a request to create a person with an id',
    states: [valid],
    operation: 'marketo.syncLeads',
    request: { headers, body: syncing({ ...person, id: 7 }) },
    act: sending({ id: 7 }),
  },
  {
    ...skipped('1006', "Field 'favouriteColour' not found"),
    description: 'a request to create a person with a field that Marketo does not have',
    states: [valid],
    operation: 'marketo.syncLeads',
    request: { headers, body: syncing({ ...person, favouriteColour: 'blue' }) },
    act: sending({ favouriteColour: 'blue' }),
  },
]
