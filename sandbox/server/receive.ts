import type { IncomingMessage } from 'node:http'

/** The body of a request; without bytes when it is larger than the system takes. */
export interface Received {
  bytes: Buffer<ArrayBuffer>
  oversized: boolean
}

/** Bytes beyond the limit that are read and dropped, so that a client that is still sending can read the answer. */
const drained = 16 * 2 ** 20

/** Reads a body of at most `limit` bytes. A larger one is passed on as soon as the limit is exceeded; the connection is closed when it does not end. */
export function receive(request: IncomingMessage, limit: number, take: (received: Received) => void) {
  const chunks: Buffer[] = []
  let size = 0
  request.on('data', (chunk: Buffer) => {
    const before = size
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
    else if (before <= limit) take({ bytes: Buffer.alloc(0), oversized: true })
    else if (size > limit + drained) request.destroy()
  })
  request.on('end', () => {
    if (size <= limit) take({ bytes: Buffer.concat(chunks), oversized: false })
  })
}
