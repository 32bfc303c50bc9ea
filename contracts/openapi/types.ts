import type { components, operations } from './generated/openapi.d.ts'

/** An operationId of openapi.yaml, `<system>.<verbNoun>`. */
export type OperationId = keyof operations

/** The first half of an operationId: one of the systems, or `control` for the sandbox's own interface. */
export type SystemName = OperationId extends `${infer Name}.${string}` ? Name : never

/** The operations of one system. */
export type OperationsOf<System extends string> = Extract<OperationId, `${System}.${string}`>

/** A component schema of openapi.yaml by its name, e.g. `Schema<'MarketoLead'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

/** The rows of a system's tables, by table name, e.g. `Tables<'MarketoTables'>['leads']`. */
export type Rows<Name extends keyof components['schemas']> = {
  [Table in keyof Schema<Name>]-?: NonNullable<Schema<Name>[Table]> extends (infer Row)[] ? Row : never
}

type Content<Value> = Value extends { content: infer Types } ? Types[keyof Types] : undefined
type Given<Value> = [NonNullable<Value>] extends [never] ? Record<string, never> : NonNullable<Value>

/** What an operation is asked with: parameters by place, and the body. Header names are in lower case. */
export interface Input<Op extends OperationId> {
  path: Given<operations[Op]['parameters']['path']>
  query: Given<operations[Op]['parameters']['query']>
  body: Body<Op>
}

/** The body of a request; undefined for an operation that takes none. */
export type Body<Op extends OperationId> = operations[Op] extends { requestBody: infer Request }
  ? Content<Request>
  : operations[Op] extends { requestBody?: infer Request }
    ? Content<NonNullable<Request>> | undefined
    : undefined

/** One of the documented answers: a status with the body that belongs to it. */
export type Reply<Op extends OperationId> = {
  [Status in keyof operations[Op]['responses'] & number]: {
    status: Status
    headers?: Record<string, string>
  } & BodyOf<Content<operations[Op]['responses'][Status]>>
}[keyof operations[Op]['responses'] & number]

type BodyOf<Value> = [Value] extends [undefined] ? { body?: undefined } : { body: Value }

/** The body of an operation's answer with the given status, e.g. `Answer<'workato.createToken', 200>`. */
export type Answer<Op extends OperationId, Status extends number> = Status extends keyof operations[Op]['responses']
  ? Content<operations[Op]['responses'][Status]>
  : never
