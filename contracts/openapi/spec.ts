import { type Document, type JsonSchema, resolve } from './document.ts'
import json from './generated/openapi.json' with { type: 'json' }
import { type Operation, readOperations } from './operation.ts'
import { compile } from './schema.ts'
import type { OperationId, Schema } from './types.ts'

/** The bundle of openapi.yaml: the one source of types, validation, routes, examples and docs. */
export const document: Document = json

/** All operations, by operationId. */
export const operations: ReadonlyMap<OperationId, Operation> = readOperations(document)

type SchemaName = Parameters<typeof schema>[0]

/** The operation with an id; the id is typed, so it exists. */
export const operation = (id: OperationId): Operation => operations.get(id) as Operation

/** The JSON Schema of a component, references resolved at its top. */
export function schema(name: keyof import('./generated/openapi.d.ts').components['schemas']): JsonSchema {
  return resolve(document.components.schemas[name] as JsonSchema, document)
}

/** A zod schema for a component. Converting is slow (milliseconds): keep the result where it is used often. */
export const validator = (name: SchemaName) => compile(schema(name), document)

/** A fresh copy of a component's example from the document, by its place in `examples`; throws when there is none. */
export function example<Name extends SchemaName>(name: Name, index = 0): Schema<Name> {
  const found = schema(name).examples?.[index]
  if (found === undefined) throw new Error(`openapi.yaml has no example ${index} for ${name}: add one under its "examples".`)
  return structuredClone(found) as Schema<Name>
}
