import type { Document, JsonSchema } from '../../openapi/document.ts'
import { pointer } from '../../openapi/pointer.ts'
import type { Mutant } from '../mutant.ts'
import { jsonOf, type Reply } from '../reply.ts'
import { type Field, fieldsOf, notReliedOn } from './field.ts'
import { breakJson } from './json.ts'

/** What the document says of a reply, and for whom it is. */
export interface Described {
  consumer: string
  schema?: JsonSchema
  root: Document
  /** Whether the contract speaks of a body at all: what nobody reads has no type that could be wrong. */
  isRead: boolean
}

/** Each way of breaking a reply. A field more is none: consumers tolerate more than they know. */
export function breakReply(reply: Reply, described: Described): Mutant<Reply>[] {
  const json = jsonOf(reply)
  return [
    ...statuses(reply),
    ...(described.isRead && reply.text ? [ofOtherType(reply)] : []),
    ...(json ? breakBody(reply, fieldsOf(json.json, described.schema, described.root), described.consumer) : []),
  ]
}

/** A neighbour of the same class, and one of another class. */
const statuses = (reply: Reply): Mutant<Reply>[] =>
  [reply.status + (reply.status % 2 ? -1 : 1), reply.status < 300 ? 500 : 200].map((status) => ({
    at: '/status',
    kind: 'status',
    message: { ...reply, status },
  }))

const ofOtherType = (reply: Reply): Mutant<Reply> => ({
  at: '/headers/content-type',
  kind: 'content_type',
  message: { ...reply, headers: { ...reply.headers, 'content-type': 'text/plain' } },
})

const breakBody = (reply: Reply, fields: Field[], consumer: string): Mutant<Reply>[] =>
  breakJson(fields).map(({ kind, fields: touched, value }) => ({
    at: pointer(['body', ...touched[0].path]),
    kind,
    message: { ...reply, text: JSON.stringify(value) },
    ...declared(touched, consumer),
  }))

/** A swap is no matter to the consumer only when neither field is. */
function declared(fields: Field[], consumer: string): { notReliedOn?: string } {
  const reasons = fields.map((field) => notReliedOn(field, consumer))
  return reasons.includes(undefined) ? {} : { notReliedOn: [...new Set(reasons)].join(' ') }
}
