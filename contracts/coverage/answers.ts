import { MatchersV3 } from '@pact-foundation/pact'
import type { Interaction } from '../consumer/interaction.ts'
import { document, operation as lookUp } from '../openapi/spec.ts'
import type { OperationId } from '../openapi/types.ts'
import { sample } from './sample.ts'

/** A provider's answer. */
export interface Answer {
  status: number
  headers: Record<string, string>
  body?: unknown
}

const json = { 'content-type': 'application/json' }

/** What an interaction says that its provider answers, every matcher by its example. */
export function answerOf({ response: { status, headers = {}, body } }: Interaction): Answer {
  const given = MatchersV3.reify(headers as never) as Record<string, string>
  return { status, headers: { ...(body === undefined ? {} : json), ...given }, body: body && MatchersV3.reify(body as never) }
}

/** The answers that an operation may give with a status: those of the interactions, and the document's example. */
export function answersOf(operation: OperationId, status: number, interactions: Interaction[]): Answer[] {
  const written = interactions.filter((one) => one.operation === operation && one.response.status === status).map(answerOf)
  const schema = lookUp(operation).replies.get(status)?.schema
  return [...written, schema ? { status, headers: json, body: sample(schema, document) } : { status, headers: {} }]
}
