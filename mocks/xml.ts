import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { type JsonSchema, propertyOf, resolve } from '../contracts/document.ts'
import { document } from '../contracts/spec.ts'
import { coerce } from './coerce.ts'
import type { Parsed } from './json.ts'

const reader = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  parseTagValue: false,
  // Without it the parser leaves numeric references such as &#233; as they are.
  htmlEntities: true,
})

/** The parser throws at these; its own messages may quote the text, which may hold a secret. */
const unreadable = 'The elements are nested too deeply, an entity is too large, or a name such as "constructor" is reserved.'

/**
 * Reads XML as the object that a schema describes: elements by their local names, attributes and namespaces left out, texts as numbers
 * and booleans where the schema wants them. A document type is a problem, as SOAP 1.1 forbids it, and so is what the parser refuses.
 */
export function parseXml(text: string, schema: JsonSchema): Parsed {
  const valid = XMLValidator.validate(text)
  if (valid !== true) return { problem: valid.err.msg, at: '' }
  if (text.includes('<!DOCTYPE')) return { problem: 'A document type is refused.', at: '' }
  const parsed = parse(text)
  return parsed ? { value: shaped(parsed, schema) } : { problem: unreadable, at: '' }
}

function parse(text: string): object | undefined {
  try {
    return reader.parse(text)
  } catch {
    return undefined
  }
}

/** What was read, in the schema's shape: an element that comes once is a list where a list is wanted, and an empty one an empty object. */
function shaped(value: unknown, reference: JsonSchema): unknown {
  const schema = resolve(reference, document)
  if (schema.type === 'array') return [value].flat().map((item) => shaped(item, schema.items ?? {}))
  if (schema.type === 'object' && value === '') return {}
  if (typeof value === 'string') return coerce(value, schema)
  if (Array.isArray(value)) return value
  const entries = Object.entries(value as object)
  return Object.fromEntries(entries.map(([name, inner]) => [name, shaped(inner, propertyOf(schema, name))]))
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
