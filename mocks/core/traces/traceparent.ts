/** Where a span stands in a distributed trace (W3C Trace Context). */
export interface Parent {
  traceId: string
  spanId: string
}

const form = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/

/** Reads a `traceparent` header; undefined when it is missing or malformed, in which case a new trace begins. */
export function readTraceparent(header: string | undefined): Parent | undefined {
  const match = header?.match(form)
  if (!match || /^0+$/.test(match[1] as string) || /^0+$/.test(match[2] as string)) return undefined
  return { traceId: match[1] as string, spanId: match[2] as string }
}

/** A `traceparent` header, sampled. */
export const writeTraceparent = ({ traceId, spanId }: Parent): string => `00-${traceId}-${spanId}-01`
