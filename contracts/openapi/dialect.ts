import { type Document, isDecorative, type JsonSchema, methods, type ResponseObject, resolve } from './document.ts'
import { pointer } from './pointer.ts'
import { unionComplaints } from './union.ts'

/** A place in the document that says something the project would not understand the way it is meant. */
export interface Violation {
  /** JSON pointer into the bundle, e.g. `/components/schemas/MarketoLead/properties/email`. */
  at: string
  message: string
}

const words = new Set([
  '$ref',
  'type',
  'properties',
  'required',
  'additionalProperties',
  'items',
  'oneOf',
  'enum',
  'const',
  'format',
  'pattern',
  'minItems',
  'maxItems',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'title',
  'description',
  'deprecated',
  'examples',
  'xml',
])
const types = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean', 'null'])
/** `password` and `int64` are for readers and for redaction: nothing checks them. */
const formats = new Set(['date', 'date-time', 'uri', 'uuid', 'password', 'int64'])

/**
 * Everything in an OpenAPI document that zod, openapi-typescript or our router would silently read in another way than it is
 * written: words outside the dialect, names that do not exist, unions that cannot be told apart, statuses that are not exact.
 * An empty list means that the document is understood whole.
 */
export function violations(root: Document): Violation[] {
  const found: Violation[] = []
  for (const [name, schema] of Object.entries(root.components.schemas)) {
    inspect(schema, `/components/schemas/${name}`, root, found)
  }
  for (const [path, item] of Object.entries(root.paths)) {
    const at = pointer(['paths', path])
    parameters(item.parameters, at, root, found)
    for (const method of methods) {
      if (item[method]) operation(item[method], `${at}/${method}`, root, found)
    }
  }
  return found
}

type Operation = NonNullable<Document['paths'][string]['get']>

function operation(node: Operation, at: string, root: Document, found: Violation[]) {
  if (!/^[a-z]+\.[a-z][A-Za-z0-9]*$/.test(node.operationId ?? '')) {
    found.push({ at, message: 'operationId must read <system>.<verbNoun>.' })
  }
  for (const [type, { schema }] of Object.entries(node.requestBody?.content ?? {})) {
    inspect(schema, at + pointer(['requestBody', 'content', type, 'schema']), root, found)
  }
  parameters(node.parameters, at, root, found)
  for (const [status, reference] of Object.entries(node.responses)) {
    const place = `${at}/responses/${status}`
    const beside = Object.keys(reference).filter((word) => word !== '$ref')
    if ('$ref' in reference && beside.length)
      found.push({ at: place, message: `$ref stands alone: ${beside.join(', ')} beside it would be ignored.` })
    response(status, resolve(reference, root), place, root, found)
  }
}

function parameters(own: Operation['parameters'], at: string, root: Document, found: Violation[]) {
  for (const [index, parameter] of (own ?? []).entries()) {
    inspect(resolve(parameter, root).schema, `${at}/parameters/${index}/schema`, root, found)
  }
}

function response(status: string, node: ResponseObject, at: string, root: Document, found: Violation[]) {
  if (!/^[1-5]\d\d$/.test(status)) found.push({ at, message: `"${status}" is no exact status: name each status by its number.` })
  const content = Object.entries(node.content ?? {})
  if ('x-not-consumed' in node && !node['x-not-consumed']) found.push({ at, message: 'x-not-consumed says why.' })
  if (content.length > 1) found.push({ at, message: 'A response has one media type per status.' })
  for (const [type, { schema }] of content) inspect(schema, at + pointer(['content', type, 'schema']), root, found)
}

function inspect(schema: JsonSchema, at: string, root: Document, found: Violation[]) {
  const complain = (message: string) => found.push({ at, message })
  for (const message of complaints(schema)) complain(message)
  if (schema.$ref) {
    if (missing(schema.$ref, root)) complain(`${schema.$ref} does not exist.`)
    return
  }
  for (const message of unionComplaints(schema.oneOf ?? [], root)) complain(message)
  for (const [name, property] of Object.entries(schema.properties ?? {})) inspect(property, `${at}/properties/${name}`, root, found)
  if (schema.items) inspect(schema.items, `${at}/items`, root, found)
  if (typeof schema.additionalProperties === 'object') inspect(schema.additionalProperties, `${at}/additionalProperties`, root, found)
  for (const [index, branch] of (schema.oneOf ?? []).entries()) inspect(branch, `${at}/oneOf/${index}`, root, found)
}

function* complaints(schema: JsonSchema): Generator<string> {
  const used = Object.keys(schema).filter((word) => !word.startsWith('x-'))
  for (const word of used) if (!words.has(word)) yield `"${word}" is not in the dialect: it would be ignored or refused.`
  if (schema.$ref && used.length > 1)
    yield `$ref stands alone: ${used.filter((word) => word !== '$ref').join(', ')} beside it would be ignored.`
  const own = [schema.type ?? []].flat()
  for (const type of own) if (!types.has(type)) yield `"${type}" is no type.`
  const constrains = used.some((word) => !isDecorative(word))
  if (constrains && !schema.type && !schema.$ref && !schema.oneOf) yield 'type is missing: without it any value is accepted.'
  if (schema.format && !formats.has(schema.format)) yield `Format "${schema.format}" is not checked by anything.`
  if (schema.pattern && /\\[pP]\{/.test(schema.pattern)) yield 'Patterns with \\p{…} are refused by zod.'
  if ('x-not-relied-on' in schema && !isReasoned(schema['x-not-relied-on'])) yield 'x-not-relied-on names consumers, each with the reason.'
  if (own.includes('object') || schema.properties) yield* objectComplaints(schema)
  if (own.includes('array') && !schema.items) yield 'items is missing.'
  for (const bound of [schema.minimum, schema.maximum]) {
    if (bound !== undefined && Math.abs(bound) > Number.MAX_SAFE_INTEGER) yield 'Integers above 2^53 lose digits: describe them as text.'
  }
}

const isReasoned = (reasons: unknown): boolean => {
  const entries = Object.entries((reasons ?? {}) as object)
  return entries.length > 0 && entries.every(([, reason]) => typeof reason === 'string' && reason.trim())
}

function* objectComplaints(schema: JsonSchema): Generator<string> {
  if (schema.additionalProperties === undefined) yield 'additionalProperties is missing: say whether the object is closed.'
  for (const name of schema.required ?? []) {
    if (!schema.properties?.[name]) yield `required names "${name}", which is no property.`
  }
}

function missing(ref: string, root: Document): boolean {
  try {
    resolve({ $ref: ref }, root)
    return false
  } catch {
    return true
  }
}
