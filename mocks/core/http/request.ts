import { type JsonSchema, type ParameterObject, propertyOf, resolve } from '../../../contracts/openapi/document.ts'
import type { Finding } from '../../../contracts/openapi/findings.ts'
import type { Operation } from '../../../contracts/openapi/operation.ts'
import { pointer } from '../../../contracts/openapi/pointer.ts'
import { document } from '../../../contracts/openapi/spec.ts'
import { nameOf } from '../../../contracts/openapi/words.ts'
import type { Call } from '../system/call.ts'
import type { Portions } from '../system/turn.ts'
import { formType, mediaTypeOf } from './body/media.ts'
import type { Reading } from './body/reading.ts'
import { coerce } from './coerce.ts'
import { type Parsed, parseJson } from './json.ts'
import { type Pairs, readPairs } from './pairs.ts'
import { parseXml } from './xml.ts'

/** A request taken apart: parameters by place and the body as it was sent, with numbers and booleans where the schema has them. */
export interface Request {
  path: Record<string, unknown>
  query: Record<string, unknown>
  header: Record<string, unknown>
  body?: unknown
}

/** Why a body could not be read. `encoding` is a compression or a charset that the system does not support. */
export type Problem = { kind: 'malformed'; message: string; at: string } | { kind: 'mediaType' | 'encoding'; message: string }

/** A request as it was read; with a problem its body was not. */
export interface Read {
  request: Request
  mediaType: string
  problem?: Problem
  /** Names that the query or the form repeats with another value. Systems differ in which value counts. */
  ambiguous: Finding[]
}

/** Takes a call apart as its operation describes it and as the system reads it, in portions. */
export function* read(operation: Operation, path: Record<string, string>, call: Call, reading: Reading = {}): Portions<Read> {
  const query = yield* readPairs(call.query, reading)
  const request: Request = { path: {}, query: { ...query.values }, header: {} }
  for (const parameter of operation.parameters) {
    const value = parameterValue(parameter, path, query, call)
    if (value !== undefined) request[parameter.in as 'path' | 'query' | 'header'][keyOf(parameter)] = value
  }
  const mediaType = mediaTypeOf(call.headers)
  const form = mediaType === formType && call.body ? yield* readForm(call.body, reading) : undefined
  yield
  const ambiguous = [...ambiguities(operation, 'query', query, reading), ...ambiguities(operation, 'body', form, reading)]
  return { ...(yield* readBody(operation, call, { mediaType, form }, request)), request, ambiguous }
}

const keyOf = ({ in: place, name }: ParameterObject) => (place === 'header' ? name.toLowerCase() : name)

function parameterValue(parameter: ParameterObject, path: Record<string, string>, { values, all }: Pairs, call: Call): unknown {
  const { name, schema } = parameter
  if (parameter.in === 'path') return coerce(path[name], schema)
  if (parameter.in === 'header') return coerce(call.headers[name.toLowerCase()], schema)
  if (!Object.hasOwn(values, name)) return undefined
  if (schema.type !== 'array') return coerce(values[name], schema)
  return (all.get(name) ?? []).map((text) => coerce(text, schema.items ?? {}))
}

/** A form, or why it is not read. */
type Form = Pairs | { problem: string }

function* readForm(text: string, reading: Reading): Portions<Form> {
  const problem = reading.refuseForm?.(text)
  return problem ? { problem } : yield* readPairs(text, reading)
}

interface Content {
  mediaType: string
  form: Form | undefined
}

function* readBody(
  operation: Operation,
  call: Call,
  { mediaType, form }: Content,
  request: Request,
): Portions<{ mediaType: string; problem?: Problem }> {
  const known = Object.keys(operation.bodies)
  if (!known.length) return { mediaType: '' }
  if (!call.body && !call.flaw && !operation.bodyRequired) return { mediaType: known[0] as string }
  const schema = Object.hasOwn(operation.bodies, mediaType) ? operation.bodies[mediaType] : undefined
  if (!schema)
    return { mediaType: known[0] as string, problem: { kind: 'mediaType', message: `"${mediaType}" is not one of ${known.join(', ')}.` } }
  const problem = problemOf(call, mediaType)
  if (problem) return { mediaType, problem }
  const parsed = yield* parse(mediaType, call.body, form, resolve(schema, document))
  if ('problem' in parsed) return { mediaType, problem: { kind: 'malformed', message: parsed.problem, at: `/body${parsed.at}` } }
  request.body = parsed.value
  return { mediaType }
}

/** The problem with the bytes of a body. A form or plain text is read with replacement characters; JSON and XML are malformed then. */
function problemOf({ flaw }: Call, mediaType: string): Problem | undefined {
  if (!flaw) return undefined
  if (flaw.kind === 'encoding') return { kind: 'encoding', message: flaw.message }
  if (flaw.kind === 'replaced' && (mediaType === formType || isPlain(mediaType))) return undefined
  return { kind: 'malformed', message: flaw.message, at: '/body' }
}

const isPlain = (mediaType: string) => mediaType.startsWith('text/') && mediaType !== 'text/xml'

/** Parses a form, XML or JSON; other text stays text. */
function* parse(mediaType: string, text: string, form: Form | undefined, schema: JsonSchema): Portions<Parsed> {
  if (form) return 'problem' in form ? { ...form, at: '' } : { value: formValue(form, schema) }
  if (mediaType === 'text/xml') return yield* parseXml(text, schema)
  return isPlain(mediaType) ? { value: text } : yield* parseJson(text)
}

function formValue({ values }: Pairs, schema: JsonSchema): Record<string, unknown> {
  const value: Record<string, unknown> = {}
  for (const name of Object.keys(values))
    if (name !== '__proto__') value[name] = coerce(values[name], resolve(propertyOf(schema, name), document))
  return value
}

/** Findings of this kind per request, so that a hostile request does not fill a trace. */
const most = 20

function ambiguities(operation: Operation, place: 'query' | 'body', pairs: Form | undefined, { repeated = 'first' }: Reading): Finding[] {
  if (!pairs || 'problem' in pairs || !pairs.ambiguous.length) return []
  const lists = operation.parameters.filter(({ schema }) => schema.type === 'array').map(({ name }) => name)
  const names = pairs.ambiguous.filter((name) => !name.endsWith('[]') && !lists.includes(name)).slice(0, most)
  const message = `It is given more than once, and ${nameOf(operation.system)} takes the ${repeated} value.`
  return names.map((name) => ({ side: 'request', at: pointer([place, name]), code: 'repeated', message }))
}
