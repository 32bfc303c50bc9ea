import { type JsonSchema, type ParameterObject, resolve } from '../contracts/document.ts'
import type { Operation } from '../contracts/operation.ts'
import { document } from '../contracts/spec.ts'
import type { Call } from './call.ts'
import { coerce } from './coerce.ts'
import { type Parsed, parseJson } from './json.ts'
import { parseXml } from './xml.ts'

/** A request taken apart: parameters by place and the body as it was sent, with numbers and booleans where the schema wants them. */
export interface Request {
  path: Record<string, unknown>
  query: Record<string, unknown>
  header: Record<string, unknown>
  body?: unknown
}

/** Why a body could not be read. */
export type Problem = { kind: 'malformed'; message: string; at: string } | { kind: 'mediaType'; message: string }

/** A request as it was read; with a problem its body was not. */
export interface Read {
  request: Request
  mediaType: string
  problem?: Problem
}

/** Takes a call apart by what its operation says. */
export function read(operation: Operation, path: Record<string, string>, call: Call): Read {
  const mediaType = (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const search = new URLSearchParams(call.query)
  const request: Request = { path: {}, query: Object.fromEntries(search), header: {} }
  for (const parameter of operation.parameters) {
    const value = parameterValue(parameter, path, search, call)
    if (value !== undefined) request[parameter.in as 'path' | 'query' | 'header'][nameOf(parameter)] = value
  }
  return { ...readBody(operation, call, mediaType, request), request }
}

const nameOf = ({ in: place, name }: ParameterObject) => (place === 'header' ? name.toLowerCase() : name)

function parameterValue(parameter: ParameterObject, path: Record<string, string>, search: URLSearchParams, call: Call): unknown {
  const schema = resolve(parameter.schema, document)
  if (parameter.in === 'path') return coerce(path[parameter.name], schema)
  if (parameter.in === 'header') return coerce(call.headers[parameter.name.toLowerCase()], schema)
  if (schema.type !== 'array') return coerce(search.get(parameter.name) ?? undefined, schema)
  const items = resolve(schema.items ?? {}, document)
  return search.has(parameter.name) ? search.getAll(parameter.name).map((text) => coerce(text, items)) : undefined
}

function readBody(operation: Operation, call: Call, mediaType: string, request: Request): { mediaType: string; problem?: Problem } {
  const known = Object.keys(operation.bodies)
  if (!known.length) return { mediaType: '' }
  if (!call.body && !operation.bodyRequired) return { mediaType: known[0] as string }
  const schema = Object.hasOwn(operation.bodies, mediaType) ? operation.bodies[mediaType] : undefined
  if (!schema)
    return { mediaType: known[0] as string, problem: { kind: 'mediaType', message: `"${mediaType}" is not one of ${known.join(', ')}.` } }
  const parsed = parse(mediaType, call.body, resolve(schema, document))
  if ('problem' in parsed) return { mediaType, problem: { kind: 'malformed', message: parsed.problem, at: `/body${parsed.at}` } }
  request.body = parsed.value
  return { mediaType }
}

/** A form, XML, JSON, or a text that is handed over as it is. */
function parse(mediaType: string, text: string, schema: JsonSchema): Parsed {
  if (mediaType === 'application/x-www-form-urlencoded') return { value: readForm(text, schema) }
  if (mediaType === 'text/xml') return parseXml(text, schema)
  return mediaType.startsWith('text/') ? { value: text } : parseJson(text)
}

function readForm(text: string, schema: JsonSchema): Record<string, unknown> {
  const entries = [...new URLSearchParams(text)].filter(([name]) => name !== '__proto__')
  return Object.fromEntries(entries.map(([name, value]) => [name, coerce(value, resolve(schema.properties?.[name] ?? {}, document))]))
}
