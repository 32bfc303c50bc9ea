import type { SystemName } from '../../../contracts/openapi/types.ts'

/** A request as plain data: what every face (Express, MSW, in-process) hands to `answer`. */
export interface Call {
  system: SystemName
  /** Upper case. */
  method: string
  /** Path without the system's prefix, percent-encoded as it came; a doubled slash is kept. */
  path: string
  /** Query without the question mark, as it came. */
  query: string
  /** Names in lower case; a repeated header is joined by a comma. */
  headers: Record<string, string>
  body: string
  /** Why `body` is not what the caller sent. */
  flaw?: Flaw
  /** Base URL that the caller used for this system, without a trailing slash: `http://127.0.0.1:4000/marketo`. */
  base: string
  /** The face found the body larger than the system takes, and did not read it. */
  oversized?: boolean
}

/**
 * A problem with the bytes of a body. `encoding`: the system does not support the compression or the charset; `corrupt`: the compressed data
 * is damaged. In both cases the body is empty. `replaced`: some bytes are not text and became U+FFFD.
 */
export interface Flaw {
  kind: 'encoding' | 'corrupt' | 'replaced'
  message: string
}

/** A response as plain data. `body` is sent as JSON unless it is text with a content type of its own. */
export interface RawReply {
  status: number
  headers?: Record<string, string>
  body?: unknown
  /** Whether a proxy or a middleware replied before the operation. The document does not list such replies. */
  ahead?: boolean
}

/** A response ready for the wire. */
export interface Sent {
  status: number
  headers: Record<string, string>
  text: string
}
