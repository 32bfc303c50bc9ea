import type { z } from 'zod'
import { abridge, limitsIn } from './abridge.ts'
import {
  type Document,
  type JsonSchema,
  methods,
  type OperationObject,
  type ParameterObject,
  type PathItem,
  resolve,
  type Security,
} from './document.ts'
import { check, type Finding } from './findings.ts'
import { compile } from './schema.ts'
import type { OperationId, SystemName } from './types.ts'

/** An operation of openapi.yaml, ready to route, validate and describe with. */
export interface Operation {
  id: OperationId
  system: SystemName
  /** Upper case: `POST`. */
  method: string
  /** The template as in the document: `/rest/v1/lead/{id}.json`. */
  path: string
  summary: string
  /** Base URL of the real system: the first of `servers`. */
  server: string
  /** Base URLs under which clients reach the operation at the real system. */
  servers: string[]
  /** Whether the whole operation is an assumption about the real system. */
  assumed: boolean
  security: Security
  /** Without references: neither a parameter nor its schema has one at its top. */
  parameters: ParameterObject[]
  /** Request schemas by media type; empty when the operation takes no body. */
  bodies: Record<string, JsonSchema>
  bodyRequired: boolean
  replies: ReadonlyMap<number, DocumentedReply>
  /** Findings of a request: `{ path, query, header, body }`, the body as sent with the given media type. */
  checkRequest(input: unknown, mediaType?: string): Finding[]
  /** Findings of a response body; a status outside the document is a finding by itself. */
  checkResponse(status: number, body: unknown): Finding[]
}

/** One documented answer, ready to check with. */
export interface DocumentedReply {
  description: string
  assumed: boolean
  /** `x-not-consumed`: why a contract may leave it out. */
  notConsumed?: string
  mediaType?: string
  schema?: JsonSchema
}

/** All operations of a document by their id, in the document's order. */
export function readOperations(root: Document): Map<OperationId, Operation> {
  const found = new Map<OperationId, Operation>()
  for (const [path, item] of Object.entries(root.paths)) {
    for (const method of methods) {
      const node = item[method]
      if (node) found.set(node.operationId as OperationId, read(node, method, path, item, root))
    }
  }
  return found
}

function read(node: OperationObject, method: string, path: string, item: PathItem, root: Document): Operation {
  const parameters = [...(item.parameters ?? []), ...(node.parameters ?? [])].map((reference) => readParameter(reference, root))
  const bodies = Object.fromEntries(Object.entries(node.requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema]))
  const replies = readReplies(node, root)
  const servers = (item.servers ?? []).map(({ url }) => url)
  const bodyRequired = node.requestBody?.required ?? false
  const request = memo((mediaType: string) => {
    const schema = requestSchema(parameters, bodies[mediaType], bodyRequired)
    return { schema: compile(schema, root), limits: limitsIn(schema, root) }
  })
  const response = memo((status: number) => compileReply(replies.get(status), root))
  return {
    id: node.operationId as OperationId,
    system: node.operationId.split('.')[0] as SystemName,
    method: method.toUpperCase(),
    path,
    summary: node.summary,
    server: servers[0] ?? '',
    servers,
    assumed: node['x-assumed'] ?? false,
    security: node.security ?? [],
    parameters,
    bodies,
    bodyRequired,
    replies,
    checkRequest: (input, mediaType = '') => {
      const { schema, limits } = request(mediaType)
      return check(schema, abridge(input, limits), 'request')
    },
    checkResponse: (status, body) => {
      const schema = response(status)
      return schema ? check(schema, body === undefined ? {} : { body }, 'response') : [undocumented(status)]
    },
  }
}

/** A parameter, with the references to its schema and to that of its items resolved. */
function readParameter(reference: ParameterObject | { $ref: string }, root: Document): ParameterObject {
  const parameter = resolve(reference, root)
  const schema = resolve(parameter.schema, root)
  return { ...parameter, schema: schema.items ? { ...schema, items: resolve(schema.items, root) } : schema }
}

function readReplies(node: OperationObject, root: Document): Map<number, DocumentedReply> {
  return new Map(
    Object.entries(node.responses).map(([status, reference]) => {
      const response = resolve(reference, root)
      const [mediaType, content] = Object.entries(response.content ?? {})[0] ?? []
      const { description, 'x-assumed': assumed = false, 'x-not-consumed': notConsumed } = response
      return [Number(status), { description, assumed, notConsumed, mediaType, schema: content?.schema }]
    }),
  )
}

/** One schema for the whole request, so that a finding's path names its place: `/query/step`, `/body/email`. */
function requestSchema(parameters: ParameterObject[], body: JsonSchema | undefined, bodyRequired: boolean): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  for (const place of ['path', 'query', 'header'] as const) {
    const own = parameters.filter((parameter) => parameter.in === place)
    properties[place] = {
      type: 'object',
      properties: Object.fromEntries(own.map((parameter) => [key(parameter), parameter.schema])),
      required: own.filter((parameter) => parameter.required || place === 'path').map(key),
      additionalProperties: true,
    }
  }
  if (body) properties.body = body
  return { type: 'object', properties, required: body && bodyRequired ? ['body'] : [], additionalProperties: true }
}

/** Header names do not mind case; ours are lower-case. */
const key = (parameter: ParameterObject) => (parameter.in === 'header' ? parameter.name.toLowerCase() : parameter.name)

function compileReply(reply: DocumentedReply | undefined, root: Document): z.ZodType | undefined {
  if (!reply) return undefined
  const body = reply.schema
  const shape: JsonSchema = body ? { properties: { body }, required: ['body'] } : { properties: {} }
  return compile({ type: 'object', ...shape, additionalProperties: false }, root)
}

const undocumented = (status: number): Finding => ({
  side: 'response',
  at: '/status',
  code: 'undocumented',
  message: `Status ${status} is not in the contract.`,
})

function memo<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>()
  return (key) => {
    if (!made.has(key)) made.set(key, make(key))
    return made.get(key) as Value
  }
}
