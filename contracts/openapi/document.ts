import { valueAt } from './pointer.ts'

/** A JSON Schema in the project's dialect: only the words that `dialect.ts` allows. */
export interface JsonSchema {
  $ref?: string
  type?: string | string[]
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  items?: JsonSchema
  oneOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minItems?: number
  maxItems?: number
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  title?: string
  description?: string
  deprecated?: boolean
  examples?: unknown[]
  /** How a property is written in XML: with a prefix, declaring a namespace, or as an attribute of its element. */
  xml?: { prefix?: string; namespace?: string; attribute?: boolean }
  /** Consumers that do not mind what is in this field of a reply, each with the reason. */
  'x-not-relied-on'?: Record<string, string>
  [extension: `x-${string}`]: unknown
}

/** A parameter of an operation. */
export interface ParameterObject {
  name: string
  in: 'path' | 'query' | 'header' | 'cookie'
  required?: boolean
  schema: JsonSchema
  description?: string
  deprecated?: boolean
}

/** Schemas by media type. */
export type Content = Record<string, { schema: JsonSchema }>

/** One documented answer of an operation. */
export interface ResponseObject {
  description: string
  content?: Content
  headers?: Record<string, { schema: JsonSchema; required?: boolean }>
  'x-assumed'?: boolean
  /** Why a contract may leave this answer out although the consumer's client treats it in a way of its own. */
  'x-not-consumed'?: string
}

/** Alternatives; of one, every scheme named must be satisfied. */
export type Security = Record<string, string[]>[]

/** An operation as the document writes it; `Operation` is what is made of it. */
export interface OperationObject {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security?: Security
  parameters?: (ParameterObject | { $ref: string })[]
  requestBody?: { required?: boolean; content: Content }
  responses: Record<string, ResponseObject | { $ref: string }>
  deprecated?: boolean
  'x-assumed'?: boolean
}

/** The methods that a path of the document may have. */
export const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

/** A path with its operations, and what all of them share. */
export type PathItem = { servers?: { url: string }[]; parameters?: OperationObject['parameters'] } & {
  [method in (typeof methods)[number]]?: OperationObject
}

/** How credentials are sent. */
export interface SecurityScheme {
  type: 'http' | 'apiKey'
  scheme?: string
  name?: string
  in?: 'header' | 'query' | 'cookie'
}

/** One system, in the pipeline's order. */
export interface Tag {
  name: string
  description?: string
  /** The system's title, as its makers write it. */
  'x-displayName'?: string
  /** Whether a lead may pass by the system. */
  'x-optional'?: boolean
}

/** The bundled openapi.yaml, as far as the project reads it. */
export interface Document {
  openapi: string
  info: { title: string; version: string }
  tags: Tag[]
  paths: Record<string, PathItem>
  components: {
    schemas: Record<string, JsonSchema>
    responses?: Record<string, ResponseObject>
    parameters?: Record<string, ParameterObject>
    securitySchemes?: Record<string, SecurityScheme>
  }
}

/** What a local reference such as `#/components/schemas/MarketoLead` points to; throws when it points to nothing. */
export function resolve<T extends object>(value: T | { $ref: string }, root: Document): T {
  if (!('$ref' in value) || typeof value.$ref !== 'string') return value as T
  const target = valueAt(root, value.$ref.slice(1))
  if (!target) throw new Error(`openapi.yaml refers to ${value.$ref}, which does not exist: correct the $ref.`)
  return resolve(target as T, root)
}

/** The schema of a property that the schema itself has: a name such as `constructor` is not one of them. */
export const propertyOf = ({ properties = {} }: JsonSchema, name: string): JsonSchema =>
  (Object.hasOwn(properties, name) ? properties[name] : undefined) ?? {}

/** Whether a word of a schema describes and does not constrain. */
export const isDecorative = (word: string): boolean =>
  ['title', 'description', 'examples', 'deprecated'].includes(word) || word.startsWith('x-')
