/** How a body may be compressed. */
export type Encoding = 'gzip' | 'deflate'

/**
 * How a system reads the bytes and the text of requests. As long as nothing else is declared it decompresses nothing, reads UTF-8 only
 * and takes the first value of a repeated name.
 */
export interface Reading {
  /** Encodings of a request body of this media type that it decompresses. */
  encodings?(mediaType: string): readonly Encoding[]
  /** Charsets besides UTF-8 that it reads in a body of this media type, named as `TextDecoder` names them. */
  charsets?(mediaType: string): readonly string[]
  /** Whether it takes every body for UTF-8, whatever charset it declares. */
  ignoresCharset?: boolean
  /** Which value of a name that is repeated in a query or a form counts. */
  repeated?: 'first' | 'last'
}

/** Rack's way: parameters are UTF-8, and the last of a repeated name replaces the others. Source: Rack, lib/rack/query_parser.rb. */
export const rackReading: Reading = { ignoresCharset: true, repeated: 'last' }
