import type { SystemName } from '../contracts/types.ts'

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
  /** What is wrong with the body's bytes, of which `body` is not a true copy then. */
  flaw?: Flaw
  /** Base URL that the caller used for this system, without a slash at its end: `http://127.0.0.1:4000/marketo`. */
  base: string
  /** The face found the body larger than the system takes, and did not read it. */
  oversized?: boolean
}

/**
 * Why the bytes of a body are not the text that they stand for: they are in an `encoding` that the system does not read, `corrupt` where it
 * does, or not text, so that some were `replaced`. Only in the last case there is a text.
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
  /** Made ahead of the operations, by a proxy or a middleware: it is none of the replies that the document lists. */
  ahead?: boolean
}

/** A response ready for the wire. */
export interface Sent {
  status: number
  headers: Record<string, string>
  text: string
}
