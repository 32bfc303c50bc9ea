/** An encoding that can be decompressed. */
export type Encoding = 'gzip' | 'deflate'

/**
 * How a system reads the bytes and the text of requests. By default it decompresses nothing, reads UTF-8 only and takes the first value
 * of a repeated name.
 */
export interface Reading {
  /** Encodings that the system decompresses in request bodies of this media type. */
  encodings?(mediaType: string): readonly Encoding[]
  /** Charsets that the system reads in bodies of this media type in addition to UTF-8, as `TextDecoder` names them. */
  charsets?(mediaType: string): readonly string[]
  /** Whether the system reads every body as UTF-8, even if it declares another charset. */
  ignoresCharset?: boolean
  /** The value that counts when a query or a form repeats a name. */
  repeated?: 'first' | 'last'
  /** Why a form is not read at all; undefined when it is. */
  refuseForm?(form: string): string | undefined
}

/** Parameters of a form that Rack reads, and its bytes. Source: Rack 2.2.14 and 3.1.14, `PARAMS_LIMIT` and `BYTESIZE_LIMIT`. */
const rackLimits = { parameters: 4096, bytes: 4_194_304 }

/** Rack's `QueryLimitError`, which Rails answers with 400. */
function refuseForm(form: string): string | undefined {
  const { parameters, bytes } = rackLimits
  if (form.length > bytes) return `total query size (${form.length}) exceeds limit (${bytes})`
  return countOf('&', form, parameters) < parameters ? undefined : `total number of query parameters exceeds limit (${parameters})`
}

/** How often a text has a character, as far as it counts. */
function countOf(character: string, text: string, most: number): number {
  let count = 0
  for (let place = text.indexOf(character); place >= 0 && count < most; place = text.indexOf(character, place + 1)) count++
  return count
}

/** Rack reads parameters as UTF-8, and the last value of a repeated name replaces the others. Source: Rack, lib/rack/query_parser.rb. */
export const rackReading: Reading = { ignoresCharset: true, repeated: 'last', refuseForm }
