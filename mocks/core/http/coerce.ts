import type { JsonSchema } from '../../../contracts/openapi/document.ts'

/** Text from a URL, a header or a form as the schema's type wants it; text that does not fit stays text, and is found out by validation. */
export function coerce(text: string | undefined, schema: JsonSchema): unknown {
  if (text === undefined) return undefined
  const types = [schema.type ?? []].flat()
  if (types.includes('string')) return text
  if ((types.includes('integer') || types.includes('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (types.includes('boolean') && /^(true|false|1|0)$/i.test(text)) return /^(true|1)$/i.test(text)
  return text
}
