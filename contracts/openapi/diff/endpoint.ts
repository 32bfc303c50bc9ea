import { type Document, methods, type OperationObject, type ParameterObject } from '../document.ts'
import { pointer } from '../pointer.ts'
import { locate, type Site } from './scope.ts'

/** An operation with all that its path says for it. */
export interface Endpoint extends Site<OperationObject> {
  id: string
  /** Upper case. */
  method: string
  /** As in the document, with the names of its parameters. */
  path: string
  /** Base URL of the real system. */
  server: string
  parameters: Site<ParameterObject>[]
}

/** The operations of a document by their id. */
export function endpoints(root: Document): Map<string, Endpoint> {
  const found = new Map<string, Endpoint>()
  for (const path of Object.keys(root.paths))
    for (const method of methods) {
      const endpoint = read(path, method, root)
      if (endpoint) found.set(endpoint.id, endpoint)
    }
  return found
}

function read(path: string, method: (typeof methods)[number], root: Document): Endpoint | undefined {
  const item = root.paths[path]
  const node = item?.[method]
  if (!node) return undefined
  const at = pointer(['paths', path])
  const shared = located(item.parameters, `${at}/parameters`, root)
  const own = located(node.parameters, `${at}/${method}/parameters`, root)
  return {
    id: node.operationId,
    method: method.toUpperCase(),
    path,
    node,
    at: `${at}/${method}`,
    server: item.servers?.[0]?.url ?? '',
    parameters: [...shared.filter((site) => !own.some(({ node }) => isSame(node, site.node))), ...own],
  }
}

const located = (parameters: OperationObject['parameters'], at: string, root: Document): Site<ParameterObject>[] =>
  (parameters ?? []).map((parameter, index) => locate(parameter, `${at}/${index}`, root))

/** Whether two parameters go by one name in one place; header names do not mind case. */
export const isSame = (one: ParameterObject, other: ParameterObject): boolean => one.in === other.in && nameOf(one) === nameOf(other)

/** A parameter's name as findings have it. */
export const nameOf = ({ in: place, name }: ParameterObject): string => (place === 'header' ? name.toLowerCase() : name)

/** The path without the names of its parameters, which no request carries. */
export const shapeOf = (path: string): string => path.replace(/\{[^}]*\}/g, '{}')
