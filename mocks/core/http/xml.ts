import { type JsonSchema, propertyOf, resolve } from '../../../contracts/openapi/document.ts'
import { document } from '../../../contracts/openapi/spec.ts'
import type { Portions } from '../system/turn.ts'
import { readElements } from './body/elements.ts'
import { coerce } from './coerce.ts'
import type { Parsed } from './json.ts'

/** Reads XML as the object that a schema describes, in portions. What is refused: see `readElements`. */
export function* parseXml(text: string, schema: JsonSchema): Portions<Parsed> {
  const elements = yield* readElements(text)
  yield
  return 'problem' in elements ? elements : { value: shaped(elements.value, schema) }
}

/** What was read, in the schema's shape: an element that comes once is a list where a list is wanted, and an empty one an empty object. */
function shaped(value: unknown, reference: JsonSchema): unknown {
  const schema = resolve(reference, document)
  if (schema.type === 'array') return [value].flat().map((item) => shaped(item, schema.items ?? {}))
  if (schema.type === 'object' && value === '') return {}
  if (typeof value === 'string') return coerce(value, schema)
  if (Array.isArray(value)) return value
  const members = value as Members
  const copy: Members = {}
  for (const name of Object.keys(members)) copy[name] = shaped(members[name], propertyOf(schema, name))
  return copy
}

/** Writes an object as XML. Prefixes, namespaces and attributes are those that the schema names under OpenAPI's `xml`. */
export const writeXml = (value: object, schema: JsonSchema): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${childrenOf(value as Members, resolve(schema, document))}`

type Members = Record<string, unknown>

const childrenOf = (value: Members, { properties = {} }: JsonSchema): string =>
  Object.entries(value)
    .map(([name, inner]) => ({ name, inner, schema: resolve(properties[name] ?? {}, document) }))
    .filter(({ schema }) => !schema.xml?.attribute)
    .map(({ name, inner, schema }) => elements(name, inner, schema))
    .join('')

function elements(name: string, value: unknown, schema: JsonSchema): string {
  if (value === undefined) return ''
  if (Array.isArray(value)) return value.map((item) => elements(name, item, resolve(schema.items ?? {}, document))).join('')
  const tag = schema.xml?.prefix ? `${schema.xml.prefix}:${name}` : name
  const start = `<${tag}${namespaceOf(schema)}`
  if (value === null) return `${start} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>`
  const inner = typeof value === 'object' ? childrenOf(value as Members, schema) : escaped(String(value))
  return `${start}${typeof value === 'object' ? attributesOf(value as Members, schema) : ''}>${inner}</${tag}>`
}

const namespaceOf = ({ xml }: JsonSchema): string =>
  xml?.namespace ? ` xmlns${xml.prefix ? `:${xml.prefix}` : ''}="${escaped(xml.namespace)}"` : ''

const attributesOf = (value: Members, { properties = {} }: JsonSchema): string =>
  Object.entries(properties)
    .map(([name, property]) => ({ name, xml: resolve(property, document).xml, text: value[name] }))
    .filter(({ xml, text }) => xml?.attribute && text !== undefined)
    .map(({ name, xml, text }) => ` ${xml?.prefix ? `${xml.prefix}:` : ''}${name}="${escaped(String(text))}"`)
    .join('')

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] as string)
