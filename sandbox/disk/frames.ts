import { open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'

/**
 * The line format of all our files: eight digits of CRC-32, a blank, JSON, a line feed. A line is whole exactly when it ends
 * in a line feed and its sum is right, so a torn or damaged one is never taken for another.
 */
export function frame(json: string): Buffer {
  const length = Buffer.byteLength(json)
  const line = Buffer.allocUnsafe(headLength + length + 1)
  line.write(json, headLength)
  line.write(`${sum(line.subarray(headLength, headLength + length))} `, 0, 'latin1')
  line[headLength + length] = lineFeed
  return line
}

const sum = (bytes: Buffer): string => crc32(bytes).toString(16).padStart(8, '0')

/** Bytes of a frame before its JSON. */
export const headLength = 9
const lineFeed = 0x0a

/** A file that is not ours, is damaged, or comes from a newer version. It is left as it is. */
export class DataError extends Error {
  override name = 'DataError'
}

export interface Frame {
  json: string
  /** Byte at which the frame begins. */
  offset: number
  /** Bytes of the JSON. */
  length: number
}

export interface Torn {
  /** Byte at which the torn line begins: what comes before is whole. */
  offset: number
  bytes: number
}

/** Bytes read at a time; more when a frame is longer. */
const chunk = 2 ** 20

/**
 * A file's frames in batches, in order. Bytes after the last line feed are a write that the process did not live to finish:
 * `torn` is told of them. A line whose sum is wrong is damage, and throws. One buffer serves the whole file, since the garbage
 * of a large one would stay with the process.
 */
async function* readFrames(file: string, torn: (tail: Torn) => void): AsyncGenerator<Frame[]> {
  const handle = await open(file, 'r')
  try {
    let buffer = Buffer.allocUnsafe(chunk)
    let [offset, held] = [0, 0]
    for (;;) {
      const { bytesRead } = await handle.read(buffer, held, buffer.length - held, offset + held)
      if (bytesRead === 0) break
      held += bytesRead
      const { frames, used } = split(buffer.subarray(0, held), offset, file)
      if (frames.length) yield frames
      buffer.copyWithin(0, used, held)
      offset += used
      held -= used
      if (held === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2)
    }
    if (held) torn({ offset, bytes: held })
  } finally {
    await handle.close()
  }
}

function split(bytes: Buffer, offset: number, file: string): { frames: Frame[]; used: number } {
  const frames: Frame[] = []
  let used = 0
  for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, used)) {
    if (bytes.toString('latin1', used, used + 8) !== sum(bytes.subarray(used + headLength, end))) {
      throw new DataError(
        `${file} is damaged at byte ${offset + used}: it was not read, and not changed. Move it away, or name another folder with --data.`,
      )
    }
    frames.push({ json: bytes.toString('utf8', used + headLength, end), offset: offset + used, length: end - used - headLength })
    used = end + 1
  }
  return { frames, used }
}

/** The first frame of each file: what it is, and in which version of the format. */
export interface Header {
  format: string
  version: number
}

/** Refuses a file whose first frame does not name the format, or names a version that is yet to come. */
export function checkHeader(json: string, { format, version }: Header, file: string) {
  const header = JSON.parse(json) as Header | null
  if (header?.format !== format) throw new DataError(`${file} is no ${format} file. Move it away, or name another folder with --data.`)
  if (header.version > version) {
    throw new DataError(
      `${file} has version ${header.version} of ${format}, and this pql-sandbox knows ${version}: use the newer one that wrote it.`,
    )
  }
}

/** Reads a file frame by frame, its header checked and left out. Answers with the torn tail, when there is one. */
export async function readFile(file: string, header: Header, take: (frame: Frame) => void): Promise<Torn | undefined> {
  const tail: { torn?: Torn } = {}
  let first = true
  for await (const frames of readFrames(file, (torn) => Object.assign(tail, { torn }))) {
    for (const frame of frames) {
      if (first) checkHeader(frame.json, header, file)
      else take(frame)
      first = false
    }
  }
  return tail.torn
}
