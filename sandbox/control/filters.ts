import { type JsonSchema, resolve } from '../../contracts/openapi/document.ts'
import { document, operation } from '../../contracts/openapi/spec.ts'
import type { OperationId, Schema } from '../../contracts/openapi/types.ts'

/**
 * Says which query parameter an operation does not know, and which it does: a misspelt filter would otherwise list everything,
 * or nothing. `columns` are known besides.
 */
export function misspelt(id: OperationId, query: object, columns: string[] = []): string | undefined {
  const known = [
    ...operation(id)
      .parameters.filter((parameter) => parameter.in === 'query')
      .map(({ name }) => name),
    ...columns,
  ]
  const unknown = Object.keys(query).find((name) => !known.includes(name))
  return unknown === undefined ? undefined : `"${unknown}" is no filter here. Known are ${known.join(', ')}.`
}

/** The columns of a table, as openapi.yaml describes its rows; the key is the first. */
export function columnsOf(system: string, table: string): Schema<'ControlColumn'>[] {
  const tables = document.components.schemas[`${system.charAt(0).toUpperCase()}${system.slice(1)}Tables`]
  const row = tables?.properties?.[table]?.items
  return Object.entries(row ? propertiesOf(row) : {}).map(([name, property]) => {
    const { description } = reach(property)
    return description === undefined ? { name } : { name, description }
  })
}

/** Rows of several kinds have the columns of each. */
function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  const { properties, oneOf = [] } = reach(schema)
  return Object.assign({}, properties, ...oneOf.map(propertiesOf))
}

const reach = (schema: JsonSchema): JsonSchema => resolve<JsonSchema>(schema, document)
