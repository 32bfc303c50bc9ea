import { document, operation } from '../openapi/spec.ts'
import type { OperationId, Schema } from '../openapi/types.ts'
import { operationOf } from '../pact/describe.ts'
import type { Pact, PactInteraction } from '../pact/pact.ts'
import type { Mutant } from './mutant.ts'
import { breakRequest } from './mutators/request.ts'
import { breakReply } from './mutators/response.ts'
import type { Reply } from './reply.ts'
import { exampleOf, type Request } from './request.ts'

/** A mutant with the interaction that ought to notice it. */
export type Tried = { pact: Pact; interaction: PactInteraction } & (
  | { side: 'request'; mutant: Mutant<Request> }
  | { side: 'response'; mutant: Mutant<Reply> }
)

/** A mutant of one side of an exchange. */
export type OfSide<Side extends Tried['side']> = Extract<Tried, { side: Side }>

/** Every mutant of an interaction: of the request that its contract shows, and of the reply that the provider truly gave. */
export function mutantsOf(pact: Pact, interaction: PactInteraction, reply: Reply): Tried[] {
  const id = operationOf(interaction, pact.provider) as OperationId | undefined
  const described = id && operation(id)
  const request = exampleOf(interaction)
  const schema = described?.bodies[request.headers['content-type']?.split(';')[0] ?? '']
  const about = {
    consumer: pact.consumer,
    schema: described?.replies.get(reply.status)?.schema,
    root: document,
    isRead: interaction.response.body !== undefined,
  }
  return [
    ...breakRequest(request, schema, document).map((mutant): Tried => ({ pact, interaction, side: 'request', mutant })),
    ...breakReply(reply, about).map((mutant): Tried => ({ pact, interaction, side: 'response', mutant })),
  ]
}

/** A mutant as a report names it. */
export const reported = ({ interaction, side, mutant: { at, kind, notReliedOn } }: Tried): Schema<'ControlMutant'> => ({
  ...{ interaction: interaction.description, side, at, kind },
  ...(notReliedOn === undefined ? {} : { not_relied_on: notReliedOn }),
})
