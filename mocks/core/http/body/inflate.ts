import { joined } from './joined.ts'
import type { Encoding } from './reading.ts'

/** Decompresses bytes. Stops when there are more than `limit`, so that a small body cannot fill the memory. */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
  encoding: Encoding,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | 'corrupt' | 'oversized'> {
  const stream = new DecompressionStream(encoding)
  const written = write(stream.writable, bytes)
  const reader = stream.readable.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      size += next.value.length
      if (size > limit) return 'oversized'
      chunks.push(next.value)
    }
    return joined(chunks, size)
  } catch {
    return 'corrupt'
  } finally {
    await reader.cancel().catch(() => {})
    await written
  }
}

/** Never rejects: the reader gets the same failure. */
async function write(stream: WritableStream<BufferSource>, bytes: Uint8Array<ArrayBuffer>) {
  const writer = stream.getWriter()
  await writer.write(bytes).catch(() => {})
  await writer.close().catch(() => {})
}
