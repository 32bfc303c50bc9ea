import type { Operation } from '../openapi/operation.ts'
import { document } from '../openapi/spec.ts'
import type { Schema } from '../openapi/types.ts'
import { operationOf } from '../pact/describe.ts'
import type { Message, Pact, PactInteraction } from '../pact/pact.ts'
import { fieldsOf } from './fields.ts'

type Field = Schema<'ControlCoveredField'>

/** The interactions of a contract, by the operation of openapi.yaml that each is about. */
export const byOperation = ({ provider, interactions }: Pick<Pact, 'provider' | 'interactions'>) =>
  Map.groupBy(interactions, (interaction) => operationOf(interaction, provider))

/** The fields of an operation's request, in any of its media types. */
export function requestFields({ bodies }: Operation, interactions: PactInteraction[]): Field[] {
  const sent = interactions.map(({ request }) => bodyOf(request))
  const all = Object.values(bodies).flatMap((schema) => fieldsOf(schema, sent, document))
  return [...new Map(all.map((field) => [field.at, field])).values()]
}

/** The fields of its replies with those statuses that an interaction has. */
export const responseFields = ({ replies }: Operation, interactions: PactInteraction[]): Field[] =>
  [...replies].flatMap(([status, { schema }]) => {
    const own = interactions.filter(({ response }) => response.status === status)
    const bodies = own.map(({ response }) => bodyOf(response))
    const fields = schema && own.length ? fieldsOf(schema, bodies, document) : []
    return fields.map(({ at, matched }) => ({ at: `${status}${at}`, matched }))
  })

/** A form stands in a pact as it is sent. */
function bodyOf({ headers, body }: Message): unknown {
  const isForm = typeof body === 'string' && headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  return isForm ? Object.fromEntries(new URLSearchParams(body)) : body
}
