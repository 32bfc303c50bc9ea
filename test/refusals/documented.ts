import type { Document, JsonSchema } from '../../contracts/openapi/document.ts'
import { document, operations } from '../../contracts/openapi/spec.ts'

/** Properties that hold the code of an error in one of the systems' dialects. */
export const codeNames = ['code', 'error', 'errorCode', 'statusCode']

/**
 * Every way in which openapi.yaml lets a system of the pipeline refuse: `workato.createLead 429` for a status of an operation, `marketo 606` for
 * a code of its error dialect.
 */
export const documented = (): string[] => [...new Set([...statuses(), ...codes(document)])].sort()

const statuses = (): string[] =>
  [...operations.values()]
    .filter(({ system }) => system !== 'control')
    .flatMap(({ id, replies }) => [...replies.keys()].filter((status) => status >= 400).map((status) => `${id} ${status}`))

function codes({ components }: Document): string[] {
  return Object.entries(components.schemas).flatMap(([name, { properties = {} }]) => {
    const system = name.match(/^[A-Z][a-z]+/)?.[0].toLowerCase()
    if (system === 'control') return []
    return codeNames.flatMap((property) => valuesOf(properties[property], components.schemas)).map((code) => `${system} ${code}`)
  })
}

function valuesOf(schema: JsonSchema | undefined, schemas: Record<string, JsonSchema>): string[] {
  const target = schema?.$ref ? schemas[schema.$ref.split('/').at(-1) ?? ''] : schema
  return (target?.enum ?? []).filter((value) => typeof value === 'string')
}
