/** A field of which the real system's behaviour is not known; an item of a list has `*` in the place of its index. */
export interface Assumed {
  at: string
  why?: string
}

/** What is assumed of one operation (`x-assumed` in openapi.yaml). */
export interface Assumptions {
  summary: string
  assumed: boolean
  why?: string
  request: Assumed[]
  responses: Record<string, { assumed: boolean; why?: string; fields: Assumed[] }>
}

type Node = Record<string, unknown>

/** Reads from the bundled document what it assumes of each system's operations, by operationId. */
export function assumptionsOf(document: Node): Record<string, Assumptions> {
  const found: Record<string, Assumptions> = {}
  for (const path of Object.values(document.paths as Record<string, Node>))
    for (const operation of Object.values(path)) {
      const { operationId } = operation as { operationId?: string }
      if (operationId && !operationId.startsWith('control.')) found[operationId] = read(document, operation as Node)
    }
  return found
}

function read(document: Node, operation: Node): Assumptions {
  const responses = Object.entries((operation.responses ?? {}) as Record<string, Node>).map(([status, node]) => {
    const response = resolved(document, node)
    return [status, { ...said(node, response), fields: fieldsOf(document, response) }]
  })
  return {
    summary: String(operation.summary ?? ''),
    ...said(operation),
    request: fieldsOf(document, resolved(document, (operation.requestBody ?? {}) as Node)),
    responses: Object.fromEntries(responses),
  }
}

const isAssumed = (node: Node): boolean => node['x-assumed'] === true

/** Words beside a mark tell what it is that is assumed, unless they only say what the thing is for. */
function said(...nodes: Node[]): { assumed: boolean; why?: string } {
  const marked = nodes.find(isAssumed)
  return marked ? { assumed: true, ...whyOf(marked) } : { assumed: false }
}

const whyOf = ({ description }: Node): { why?: string } => (typeof description === 'string' ? { why: description.trim() } : {})

function resolved(document: Node, node: Node): Node {
  const { $ref } = node as { $ref?: string }
  if (!$ref) return node
  const target = $ref
    .slice(2)
    .split('/')
    .reduce((at: Node, name) => at[name] as Node, document)
  return resolved(document, target)
}

function fieldsOf(document: Node, { content = {} }: Node): Assumed[] {
  const found = new Map<string, Assumed>()
  for (const { schema } of Object.values(content as Record<string, { schema?: Node }>)) if (schema) walk(schema, '/body', [])
  return [...found.values()]

  function walk(node: Node, at: string, above: Node[]) {
    const schema = resolved(document, node)
    if (above.includes(schema)) return
    const marked = [node, schema].find(isAssumed)
    if (marked && !found.has(at)) found.set(at, { at, ...whyOf(marked) })
    for (const [name, property] of Object.entries((schema.properties ?? {}) as Record<string, Node>))
      walk(property, `${at}/${name}`, [...above, schema])
    if (schema.items) walk(schema.items as Node, `${at}/*`, [...above, schema])
    for (const branch of [schema.oneOf, schema.anyOf, schema.allOf].flat()) if (branch) walk(branch as Node, at, [...above, schema])
  }
}
