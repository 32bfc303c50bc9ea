import { joined } from './core/http/body/joined.ts'

/** The bytes of a body, or why it could not be read: it is larger than the limit, or the client stopped sending it. */
export type Received = Uint8Array<ArrayBuffer> | 'oversized' | 'aborted'

/** Reads the body of a request up to `limit` bytes. A body that does not end is given up when it is larger. */
export async function receive(request: Request, limit: number): Promise<Received> {
  const reader = request.clone().body?.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      size += next.value.length
      if (size > limit) return 'oversized'
      chunks.push(next.value)
    }
  } catch {
    return 'aborted'
  } finally {
    // Only one of two readers of a cloned body: the promise waits for the other.
    reader?.cancel().catch(() => {})
  }
  return joined(chunks, size)
}
