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
}

/** Rack reads parameters as UTF-8, and the last value of a repeated name replaces the others. Source: Rack, lib/rack/query_parser.rb. */
export const rackReading: Reading = { ignoresCharset: true, repeated: 'last' }
