import type { Document, JsonSchema } from '../../openapi/document.ts'
import { pointer } from '../../openapi/pointer.ts'
import type { Mutant } from '../mutant.ts'
import { isForm, isJson, type Request } from '../request.ts'
import { fieldsOf } from './field.ts'
import { breakJson } from './json.ts'

/** Of no form that a token, an address or a parameter could have. */
const other = 'another value'

/** Each way of breaking a request; `schema` is what the document says of its body. */
export const breakRequest = (request: Request, schema: JsonSchema | undefined, root: Document): Mutant<Request>[] => [
  { at: '/method', kind: 'value', message: { ...request, method: request.method === 'POST' ? 'PUT' : 'POST' } },
  ...segments(request),
  ...parameters(request),
  ...headers(request),
  ...(request.body === undefined ? [] : body(request, schema, root)),
]

function segments(request: Request): Mutant<Request>[] {
  const parts = request.path.split('/')
  return parts.flatMap((part, place) => {
    const path = parts.with(place, 'other').join('/')
    return part ? [{ at: `/path/${place - 1}`, kind: 'value' as const, message: { ...request, path } }] : []
  })
}

const parameters = (request: Request): Mutant<Request>[] =>
  entriesWithout(request.query, [other]).flatMap(({ name, dropped, changed }) => [
    { at: pointer(['query', name]), kind: 'drop', message: { ...request, query: dropped } },
    { at: pointer(['query', name]), kind: 'value', message: { ...request, query: changed } },
  ])

const headers = (request: Request): Mutant<Request>[] =>
  entriesWithout(request.headers, other).flatMap(({ name, dropped, changed }): Mutant<Request>[] => {
    const at = pointer(['headers', name])
    if (name === 'content-type')
      return [{ at, kind: 'content_type', message: { ...request, headers: { ...changed, [name]: 'text/plain' } } }]
    return [
      { at, kind: 'drop', message: { ...request, headers: dropped } },
      { at, kind: 'value', message: { ...request, headers: changed } },
    ]
  })

/** Each name with the record that lacks it, and the one that has something else there. */
const entriesWithout = <Value>(record: Record<string, Value>, value: Value) =>
  Object.keys(record).map((name) => {
    const { [name]: _, ...dropped } = record
    return { name, dropped, changed: { ...record, [name]: value } }
  })

function body(request: Request, schema: JsonSchema | undefined, root: Document): Mutant<Request>[] {
  if (isForm(request)) return form(request, schema, root)
  if (!isJson(request)) return []
  return breakJson(fieldsOf(request.body, schema, root)).map(({ kind, fields: [{ path }], value }) => ({
    at: pointer(['body', ...path]),
    kind,
    message: { ...request, body: value },
  }))
}

/** In a form everything is text: no value has another type, and null is an empty text. */
function form(request: Request, schema: JsonSchema | undefined, root: Document): Mutant<Request>[] {
  const values = Object.fromEntries(new URLSearchParams(String(request.body)))
  const write = (changed: Record<string, unknown>) => {
    const kept = Object.entries(changed).map(([name, value]) => [name, value === null ? '' : String(value)])
    return { ...request, body: new URLSearchParams(kept).toString() }
  }
  return breakJson(fieldsOf(values, schema, root))
    .filter(({ kind }) => kind !== 'type')
    .map(({ kind, fields: [{ path }], value }) => ({
      at: pointer(['body', ...path]),
      kind,
      message: write(value as Record<string, unknown>),
    }))
    .filter(({ message }) => message.body !== request.body)
}
