import { setImmediate } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { StorageError } from '../../mocks/core/store/storage.ts'
import { type FileSystem, filesystem, openToRead, reasonOf } from './filesystem.ts'

/**
 * The line format of all our files: eight digits of CRC-32, a blank, JSON, a line feed. A line is complete when it ends
 * in a line feed and its sum is right, so an incomplete or damaged line is never mistaken for another.
 */
export function frame(json: string): Buffer {
  const length = Buffer.byteLength(json)
  const line = Buffer.allocUnsafe(headLength + length + 1)
  line.write(json, headLength)
  line.write(head(line.subarray(headLength, headLength + length)), 0, 'latin1')
  line[headLength + length] = lineFeed
  return line
}

const head = (json: Buffer): string => `${crc32(json).toString(16).padStart(8, '0')} `

/** Bytes of a frame before its JSON. */
export const headLength = 9
export const lineFeed = 0x0a

/** The JSON of a line; undefined unless the line is complete and undamaged. */
export function jsonOf(line: Buffer): string | undefined {
  const end = line.length - 1
  if (end < headLength || line[end] !== lineFeed) return undefined
  const json = line.subarray(headLength, end)
  return line.toString('latin1', 0, headLength) === head(json) ? json.toString('utf8') : undefined
}

/** A file that is not ours, is damaged, or comes from a newer version. It is left unchanged. */
export class DataError extends StorageError {
  override name = 'DataError'
}

const advice = 'Move it away, or name another folder with --data.'

/** The refusal of a file with a damaged line at a byte. */
export const damagedAt = (file: string, byte: number) =>
  new DataError(`${file} is damaged at byte ${byte}: it was not read, and not changed. ${advice}`)

/** The refusal of a file that cannot be read. */
export const unreadable = (file: string, error: unknown) => new DataError(`${file} cannot be read: ${reasonOf(error)}. ${advice}`)

/** The refusal of a folder that the system does not let us use; other errors are bugs, and are returned unchanged. */
export const refusal = (folder: string, error: unknown) =>
  error instanceof Error && 'syscall' in error
    ? new DataError(`${folder} cannot be used: ${error.message}. Name another folder with --data.`)
    : error

export interface Frame {
  json: string
  /** Byte at which the frame begins. */
  offset: number
  /** Bytes of the JSON. */
  length: number
}

/** The first frame of each file: what it is, and in which version of the format. */
export interface Header {
  format: string
  version: number
}

/** How much of a file was read. */
export interface Extent {
  /** Bytes of complete lines; 0 when there is not even a header. */
  whole: number
  /** Bytes after the last line feed: a write that the process did not live to finish. */
  torn: number
}

/** Bytes read at a time; more when a frame is longer. */
const chunk = 2 ** 20

/**
 * Reads a file frame by frame, its header checked and left out. Throws a DataError when the file cannot be read, a line is
 * damaged, or `take` throws because it does not understand a line.
 */
export async function readFile(file: string, header: Header, take: (frame: Frame) => void, fs = filesystem): Promise<Extent> {
  const extent = { whole: 0, torn: 0 }
  for await (const { frames, rest } of readFrames(file, fs)) {
    for (const frame of frames) {
      if (frame.offset === 0) checkHeader(frame.json, header, file)
      else understand(frame, take, file)
      extent.whole = frame.offset + headLength + frame.length + 1
    }
    extent.torn = rest
  }
  return extent
}

/** Bytes that the header of every version fits into. */
const headerBytes = 256

/** Checks the header alone, of a file that is not read otherwise. Throws a DataError as `readFile` does. */
export function readHeader(file: string, header: Header, fs: FileSystem) {
  const bytes = attempt(file, () => start(file, fs))
  const json = jsonOf(bytes.subarray(0, bytes.indexOf(lineFeed) + 1))
  if (json === undefined) throw damagedAt(file, 0)
  checkHeader(json, header, file)
}

function start(file: string, fs: FileSystem): Buffer {
  const descriptor = openToRead(file, fs)
  try {
    const bytes = Buffer.alloc(headerBytes)
    return bytes.subarray(0, fs.readSync(descriptor, bytes, 0, headerBytes, 0))
  } finally {
    fs.closeSync(descriptor)
  }
}

function understand(frame: Frame, take: (frame: Frame) => void, file: string) {
  try {
    take(frame)
  } catch (error) {
    throw error instanceof DataError ? error : damagedAt(file, frame.offset)
  }
}

/** Refuses a file whose first frame does not name the format, or names a version that is yet to come. */
export function checkHeader(json: string, { format, version }: Header, file: string) {
  const header = parsed(json) as Partial<Header> | null | undefined
  if (header?.format !== format) throw new DataError(`${file} is not a ${format} file. ${advice}`)
  if (!((header.version as number) <= version)) {
    throw new DataError(
      `${file} has version ${header.version} of ${format}, and this pql-sandbox knows ${version}: use the newer one that wrote it.`,
    )
  }
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}

interface Batch {
  frames: Frame[]
  /** Bytes behind the last of them. */
  rest: number
}

/** A file's frames in batches, in order. One buffer serves the whole file, since the garbage of a large one would stay with the process. */
async function* readFrames(file: string, fs: FileSystem): AsyncGenerator<Batch> {
  const descriptor = attempt(file, () => openToRead(file, fs))
  try {
    let buffer = Buffer.allocUnsafe(chunk)
    let [offset, held] = [0, 0]
    for (;;) {
      const count = attempt(file, () => fs.readSync(descriptor, buffer, held, buffer.length - held, offset + held))
      if (count === 0) break
      held += count
      const { frames, used } = split(buffer.subarray(0, held), offset, file)
      buffer.copyWithin(0, used, held)
      offset += used
      held -= used
      yield { frames, rest: held }
      if (held === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2)
      // A file that is read while the sandbox runs keeps no request waiting for long.
      await setImmediate()
    }
  } finally {
    fs.closeSync(descriptor)
  }
}

function attempt<Result>(file: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw unreadable(file, error)
  }
}

function split(bytes: Buffer, offset: number, file: string): { frames: Frame[]; used: number } {
  const frames: Frame[] = []
  let used = 0
  for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, used)) {
    const json = jsonOf(bytes.subarray(used, end + 1))
    if (json === undefined) throw damagedAt(file, offset + used)
    frames.push({ json, offset: offset + used, length: end - used - headLength })
    used = end + 1
  }
  return { frames, used }
}
