import { type Document, type JsonSchema, methods, type OperationObject, resolve } from '../../contracts/openapi/document.ts'

/** A field of which the real system's behaviour is not known; an item of a list has `*` in the place of its index. */
export interface Assumed {
  at: string
  why?: string
}

interface Said {
  assumed: boolean
  why?: string
}

/** What is assumed of one operation (`x-assumed` in openapi.yaml). */
export interface Assumptions extends Said {
  summary: string
  request: Assumed[]
  /** By status. */
  responses: Record<string, Said & { fields: Assumed[] }>
}

/** Reads from the bundled document what it assumes of each system's operations, by operationId. */
export function assumptionsOf(document: Document): Record<string, Assumptions> {
  const operations = Object.values(document.paths).flatMap((path) => methods.flatMap((method) => path[method] ?? []))
  const real = operations.filter(({ operationId }) => !operationId.startsWith('control.'))
  return Object.fromEntries(real.map((operation) => [operation.operationId, read(document, operation)]))
}

function read(document: Document, operation: OperationObject): Assumptions {
  const responses = Object.entries(operation.responses).map(([status, reference]) => {
    const response = resolve(reference, document)
    return [status, { ...said(response), fields: fieldsOf(document, response) }]
  })
  const body: Message = operation.requestBody ?? {}
  return {
    summary: operation.summary,
    ...said(operation),
    request: [...(isAssumed(body) ? [{ at: '/body', ...whyOf(body) }] : []), ...fieldsOf(document, body)],
    responses: Object.fromEntries(responses),
  }
}

interface Described {
  description?: string
  'x-assumed'?: unknown
}

const isAssumed = (node: Described): boolean => node['x-assumed'] === true

const said = (node: Described): Said => (isAssumed(node) ? { assumed: true, ...whyOf(node) } : { assumed: false })

/** What the document says beside a mark; most often that is what is assumed and why. */
const whyOf = ({ description }: Described): { why?: string } => (description ? { why: description.trim() } : {})

type Message = Described & { content?: Record<string, { schema: JsonSchema }> }

function fieldsOf(document: Document, message: Message): Assumed[] {
  const found = new Map<string, Assumed>()
  for (const { schema } of Object.values(message.content ?? {})) walk(schema, '/body', [])
  return [...found.values()]

  function walk(node: JsonSchema, at: string, above: JsonSchema[]) {
    const schema = resolve(node, document)
    if (above.includes(schema)) return
    const marked = [node, schema].find(isAssumed)
    if (marked && !found.has(at)) found.set(at, { at, ...whyOf(marked) })
    const path = [...above, schema]
    for (const [name, property] of Object.entries(schema.properties ?? {})) walk(property, `${at}/${name}`, path)
    if (schema.items) walk(schema.items, `${at}/*`, path)
    for (const branch of schema.oneOf ?? []) walk(branch, at, path)
  }
}
