import type { Document, JsonSchema } from '../contracts/document.ts'
import { document } from '../contracts/spec.ts'

/** What stands in the place of a secret. */
export const redacted = '[REDACTED]'

const always = ['authorization', 'cookie', 'set-cookie', 'proxy-authorization']

/**
 * Every name that openapi.yaml gives to a secret, in lower case: properties and parameters with `format: password`, headers of
 * security schemes. What has such a name is redacted wherever it turns up, in unknown and malformed requests too.
 */
export function secretNames(root: Document): Set<string> {
  const names = new Set(always)
  for (const scheme of Object.values(root.components.securitySchemes ?? {})) if (scheme.name) names.add(scheme.name.toLowerCase())
  collect(root, names)
  return names
}

function collect(node: unknown, names: Set<string>) {
  if (!node || typeof node !== 'object') return
  const { name, schema, properties } = node as { name?: string; schema?: JsonSchema; properties?: Record<string, JsonSchema> }
  if (name && schema?.format === 'password') names.add(name.toLowerCase())
  for (const [key, property] of Object.entries(properties ?? {})) if (property.format === 'password') names.add(key.toLowerCase())
  for (const value of Object.values(node)) collect(value, names)
}

const names = secretNames(document)
/** Up to the closing quote; without quotes up to the next parameter or line, rather too far than not far enough. */
const valueInText = String.raw`"[^"\\]*(?:\\[^][^"\\]*)*"?|'[^'\\]*(?:\\[^][^'\\]*)*'?|[^&\r\n]+`
const inText = new RegExp(String.raw`(${[...names].join('|')})(\\*["']?\s*[:=]\s*\\*)(?:${valueInText})`, 'gi')
/** An element with the name of a secret. The next `<` ends its tag: without that, many open tags would each be read to the end of the text. */
const inXml = new RegExp(String.raw`(<(?:[\w.-]+:)?(?:${[...names].join('|')})(?:\s[^<>]*)?>)(?:(?!</)[^])+`, 'gi')

/** A copy of headers with the values of secret ones redacted. */
export function redactHeaders(headers: Record<string, string>): Record<string, string> {
  const copy: Record<string, string> = {}
  for (const name in headers) copy[name] = names.has(name.toLowerCase()) ? redacted : (headers[name] as string)
  return copy
}

/** A query string with the values of secret parameters redacted. */
export const redactQuery = (query: string): string =>
  query.replace(/(^|&)([^=&]+)=[^&]*/g, (pair, start, name) =>
    names.has(decode(name).toLowerCase()) ? `${start}${name}=${redacted}` : pair,
  )

/** Text that could not be parsed, with whatever looks like a named secret redacted. */
export const redactText = (text: string): string => text.replace(inText, `$1$2${redacted}`).replace(inXml, `$1${redacted}`)

/** JSON with the values of secret members redacted; the very same value when it holds none. */
export function redactJson(value: unknown): unknown {
  if (!value || typeof value !== 'object') return value
  if (Array.isArray(value)) {
    const items = value.map(redactJson)
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  return redactObject(value as Record<string, unknown>)
}

function redactObject(value: Record<string, unknown>): Record<string, unknown> {
  let copy: Record<string, unknown> | undefined
  for (const key of Object.keys(value)) {
    const before = value[key]
    const after = before !== null && names.has(key.toLowerCase()) ? redacted : redactJson(before)
    if (after === before) continue
    copy ??= { ...value }
    copy[key] = after
  }
  return copy ?? value
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
