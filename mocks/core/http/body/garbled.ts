import type { Finding } from '../../../../contracts/openapi/findings.ts'
import { pointer } from '../../../../contracts/openapi/pointer.ts'
import type { Call } from '../../system/call.ts'
import { formType, mediaTypeOf } from './media.ts'

/** Where a call holds text. */
type Text = Pick<Call, 'path' | 'query' | 'headers' | 'body' | 'flaw'>

/**
 * Finds characters that get lost or that a system refuses: bytes and percent-escapes that are not UTF-8, NUL, and half of a surrogate
 * pair. `body` is the parsed body. At most one finding each for path, query and body.
 */
export function garbledIn(call: Text, body: unknown): Finding[] {
  const places = [['/url', troubleIn(call.path)], ['/query', troubleIn(call.query)], troubleOfBody(call, body)] as const
  return places.flatMap(([at, message]) => (message ? [{ side: 'request', at, code: 'characters', message }] : []))
}

const nul = 'It holds the character NUL.'
const half = 'It holds half of a surrogate pair.'
const notUtf8 = 'It holds a percent-escape that is not UTF-8.'

/** An escape that may be a problem: of NUL, of a byte outside ASCII, or an incomplete one. */
const suspicious = /%(?:00|[89a-f][0-9a-f]|(?![0-9a-f]{2}))/i

/** The first problem in percent-encoded text. */
function troubleIn(text: string): string | undefined {
  if (!suspicious.test(text)) return text.includes('\0') ? nul : undefined
  try {
    return decodeURIComponent(text).includes('\0') ? nul : undefined
  } catch {
    return notUtf8
  }
}

function troubleOfBody(call: Text, body: unknown): readonly [at: string, message: string | undefined] {
  if (call.flaw?.kind === 'replaced') return ['/body', call.flaw.message]
  if (mediaTypeOf(call.headers) === formType) return ['/body', troubleIn(call.body)]
  // JSON can only hold these characters as escapes.
  const found = typeof body === 'object' && /\\u(?:0000|d[89a-f])/i.test(call.body) ? search(body) : undefined
  if (found) return [pointer(['body', ...found.path.reverse()]), found.message]
  return ['/body', call.body.includes('\0') ? nul : undefined]
}

/** The first string in a JSON value that holds NUL or half of a surrogate pair, with the path to it from its end. */
function search(value: unknown): { path: PropertyKey[]; message: string } | undefined {
  if (typeof value === 'string') {
    const message = value.includes('\0') ? nul : value.isWellFormed() ? undefined : half
    return message ? { path: [], message } : undefined
  }
  if (!value || typeof value !== 'object') return undefined
  const keys = Array.isArray(value) ? value.keys() : Object.keys(value)
  for (const key of keys) {
    const found = search((value as Record<PropertyKey, unknown>)[key])
    if (found) return { ...found, path: [...found.path, key] }
  }
  return undefined
}
