import type { Interaction } from '../../consumer/interaction.ts'
import { json, regex, text } from '../../consumer/matchers.ts'
import type { OperationId } from '../../openapi/types.ts'
import type { Given } from '../../pact/pact.ts'
import { headers, person, sending, syncing, valid } from './person.ts'

const requestId = regex('^[0-9a-f]+#[0-9a-f]+$', 'e42b#14272d07d78')
const renewed: OperationId[] = ['marketo.getToken', 'marketo.syncLeads', 'marketo.getToken', 'marketo.syncLeads']
const once: OperationId[] = ['marketo.getToken', 'marketo.syncLeads']

/** A refusal of the whole call, which Marketo sends under HTTP 200. */
const refusal = (title: string, states: Given[], code: string, message: string): Interaction => ({
  description: `a request to create a person ${title}`,
  states,
  operation: 'marketo.syncLeads',
  request: { headers, body: syncing(person) },
  response: { status: 200, headers: json, body: { requestId, success: false, errors: [{ code, message: text(message) }] } },
  act: sending(),
  outcome: { failed: `Marketo: ${code} ${message}` },
  asked: once,
})

/** A token that Marketo refuses: the recipe fetches another one and sends again. */
const renewal = (refusal: Interaction): Interaction => ({
  ...refusal,
  act: async (consumer) => 'id' in (await sending()(consumer)),
  outcome: true,
  asked: renewed,
})

const unknownToken: Interaction = refusal('with a token that Marketo does not know', [], '601', 'Access token invalid')

export const refusals: Interaction[] = [
  renewal({
    ...unknownToken,
    request: {
      ...unknownToken.request,
      headers: { Authorization: regex('^Bearer \\S+$', 'Bearer 00000000-0000-0000-0000-000000000000:int') },
    },
  }),
  renewal(
    refusal(
      'with a token that has expired',
      [{ name: 'an access token of the custom service has expired' }],
      '602',
      'Access token expired',
    ),
  ),
  refusal(
    'beyond the rate limit',
    [valid, { name: 'the rate limit is exceeded' }],
    '606',
    "Max rate limit '100' exceeded with in '20' secs",
  ),
  refusal(
    'while ten calls are under way',
    [valid, { name: 'the limit of concurrent calls is reached' }],
    '615',
    'Concurrent access limit reached',
  ),
]
