import { nameOf } from '../../../../contracts/openapi/words.ts'
import type { Call } from '../../system/call.ts'
import type { AnySystem } from '../../system/system.ts'
import { inflate } from './inflate.ts'
import { charsetOf, mediaTypeOf } from './media.ts'
import type { Encoding } from './reading.ts'

/** A body as a face passes it to the core. */
type Body = Pick<Call, 'body' | 'flaw' | 'oversized'>

type Bytes = Uint8Array<ArrayBuffer>
type Headers = Call['headers']

/** Encodings that a body may have on top of each other. Each of them may fill the body's limit. */
const mostEncodings = 4

/** Decompresses and decodes the bytes of a body, if the system supports their encoding and charset. Otherwise the body has a flaw. */
export async function readBody(bytes: Bytes, headers: Headers, system: AnySystem): Promise<Body> {
  if (bytes.length > system.bodyLimit) return { body: '', oversized: true }
  const encodings = encodingsOf(headers)
  if (!encodings.length || !bytes.length) return decode(bytes, headers, system)
  const known = system.reading?.encodings?.(mediaTypeOf(headers)) ?? []
  const strange = encodings.find((encoding) => !known.includes(encoding as Encoding))
  if (strange || encodings.length > mostEncodings)
    return flawed(
      'encoding',
      `The body is encoded with ${shown(strange ?? encodings.join(', '))}, which ${nameOf(system.name)} does not decompress.`,
    )
  let inflated: Bytes = bytes
  for (const encoding of encodings.toReversed() as Encoding[]) {
    const result = await inflate(inflated, encoding, system.bodyLimit)
    if (result === 'oversized') return { body: '', oversized: true }
    if (result === 'corrupt') return flawed('corrupt', `The body is not valid ${encoding}.`)
    inflated = result
  }
  return decode(inflated, headers, system)
}

/** Encodings in the order in which they were applied. Source for `x-gzip`: RFC 9110, section 8.4.1.3. */
const encodingsOf = (headers: Headers): string[] =>
  (headers['content-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((encoding) => encoding.trim().replace(/^x-gzip$/, 'gzip'))
    .filter((encoding) => encoding && encoding !== 'identity')

const plain = new TextDecoder('utf-8', { ignoreBOM: true })

function decode(bytes: Bytes, headers: Headers, { name, reading = {} }: AnySystem): Body {
  const charset = charsetOf(headers)
  const label = reading.ignoresCharset || charset === undefined ? 'utf-8' : labelOf(charset)
  const known = reading.charsets?.(mediaTypeOf(headers)) ?? []
  const marked = byteOrderOf(bytes)
  if (marked && known.includes(marked)) return decodeAs(marked, bytes)
  if (label === 'utf-8') return decodeAs('utf-8', bytes)
  if (label && known.includes(label)) return decodeAs(label, bytes)
  if (!label?.startsWith('utf-16') && isAscii(bytes)) return decodeAs('utf-8', bytes)
  return flawed('encoding', `The body is in the charset ${shown(charset as string)}, which ${nameOf(name)} does not read.`)
}

/** Text without replacement characters needs no second pass. In other text they may have been sent. */
function decodeAs(label: string, bytes: Bytes): Body {
  const body = label === 'utf-8' ? plain.decode(bytes) : new TextDecoder(label).decode(bytes)
  if (!body.includes('\ufffd') || isText(label, bytes)) return { body }
  return { body, flaw: { kind: 'replaced', message: `Bytes that are not ${label.toUpperCase()} were replaced by U+FFFD.` } }
}

function isText(label: string, bytes: Bytes): boolean {
  try {
    new TextDecoder(label, { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** The platform's name of a charset; undefined when the platform does not support it. */
function labelOf(charset: string): string | undefined {
  if (/^utf-?8$/i.test(charset)) return 'utf-8'
  try {
    return new TextDecoder(charset).encoding
  } catch {
    return undefined
  }
}

/** The charset that a byte order mark of UTF-16 announces. */
const byteOrderOf = ([first, second]: Bytes): string | undefined =>
  first === 0xfe && second === 0xff ? 'utf-16be' : first === 0xff && second === 0xfe ? 'utf-16le' : undefined

const isAscii = (bytes: Bytes): boolean => bytes.every((byte) => byte < 0x80)

const flawed = (kind: NonNullable<Call['flaw']>['kind'], message: string): Body => ({ body: '', flaw: { kind, message } })

/** A part of a header's value, which may be long. */
const shown = (text: string): string => JSON.stringify(text.slice(0, 40))
