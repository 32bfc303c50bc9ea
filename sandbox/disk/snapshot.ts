import type { FileHandle } from 'node:fs/promises'
import type { Change } from '../../mocks/core/store/store.ts'
import type { Key } from '../../mocks/core/system/table.ts'
import { inFile, type Place, placeOf, type TableFiles } from './files.ts'
import type { FileSystem } from './filesystem.ts'
import { DataError, frame, type Header, headLength, readFile } from './frames.ts'
import { readLine, rowOf, writeLine } from './line.ts'
import type { DiskRows } from './rows.ts'
import { discard, unfinished, writeWhole } from './whole.ts'

const header: Header = { format: 'pql-sandbox/tables', version: 1 }
const beginning = JSON.stringify(header)
const end = JSON.stringify({ end: true })
/** Bytes per write; requests are served between two writes. */
const piece = 2 ** 20

export type DiskState = Record<string, DiskRows>

/** Which rows of a table were copied from where to where; flat, since there are a million. */
interface Copied {
  rows: DiskRows
  keys: Key[]
  from: Place[]
  /** In the snapshot, which has no number yet; NaN for a line that is too far away for a place. */
  to: Place[]
}

/** What a snapshot is written with. */
export interface Writing {
  file: string
  files: TableFiles
  fs: FileSystem
  /** Called before the file gets its name. When it throws, there is no snapshot. */
  ready(): void
}

/**
 * Writes all rows to a file, which gets its name when it is complete. Commits continue in the meantime, so a row may be written in a
 * later state than another; the journal that was begun before holds every such change, and replaying it makes them agree.
 * Rows are then read from the snapshot. Returns its size in bytes. When this fails, nothing is left of the file, and
 * rows are read from where they were.
 */
export async function writeSnapshot(state: DiskState, { file, files, fs, ready }: Writing): Promise<number> {
  let bytes = 0
  const copied: Copied[] = []
  try {
    const out = new Output(await fs.promises.open(unfinished(file), 'w'))
    try {
      await out.write(beginning)
      for (const [table, rows] of Object.entries(state)) copied.push(await copy(table, rows, files, out))
      await out.write(end)
      bytes = await out.finish()
    } finally {
      await out.close()
    }
    ready()
    files.number(file, unfinished(file))
    fs.renameSync(unfinished(file), file)
  } catch (error) {
    files.close(file)
    discard(fs, file)
    throw error
  }
  const number = files.number(file)
  for (const { rows, keys, from, to } of copied) {
    for (const [index, key] of keys.entries()) rows.moved(key, from[index] as Place, inFile(number, to[index] as Place) || undefined)
  }
  return bytes
}

async function copy(table: string, rows: DiskRows, files: TableFiles, out: Output): Promise<Copied> {
  const copied: Copied = { rows, keys: [], from: [], to: [] }
  for (const [key, place] of rows.places()) {
    const known = typeof place === 'number'
    const written = await out.write(known ? files.read(place, true) : writeLine([table, key, place], false))
    if (!known) continue
    copied.keys.push(key)
    copied.from.push(place)
    copied.to.push(written)
  }
  return copied
}

/** Writes a snapshot of only these rows in one step; returns its bytes and the place of each row, as far as it has one. */
export function writeRows(rows: Change[], { file, files, fs, ready }: Writing): { bytes: number; places: (Place | undefined)[] } {
  const lines = [beginning, ...rows.map((row) => writeLine(row, false)), end].map(frame)
  const open = () => {
    ready()
    files.number(file, unfinished(file))
  }
  try {
    writeWhole(fs, file, Buffer.concat(lines), { ready: open })
  } catch (error) {
    files.close(file)
    throw error
  }
  const number = files.number(file)
  let offset = 0
  const places = lines.map((line) => {
    const place = placeOf(number, offset + headLength, line.length - headLength - 1)
    offset += line.length
    return place
  })
  return { bytes: offset, places: places.slice(1, -1) }
}

/** Gathers frames into pieces. */
class Output {
  readonly #handle: FileHandle
  #frames: Buffer[] = []
  #waiting = 0
  #offset = 0

  constructor(handle: FileHandle) {
    this.#handle = handle
  }

  /** Returns the place of the JSON; NaN when it is too long for one. */
  async write(json: string): Promise<Place> {
    const line = frame(json)
    const place = placeOf(0, this.#offset + headLength, line.length - headLength - 1) ?? Number.NaN
    this.#frames.push(line)
    this.#waiting += line.length
    this.#offset += line.length
    if (this.#waiting >= piece) await this.#flush()
    return place
  }

  /** Returns how many bytes there are when all of them are on the device. */
  async finish(): Promise<number> {
    await this.#flush()
    await this.#handle.sync()
    return this.#offset
  }

  async close() {
    await this.#handle.close()
  }

  /** A disk that is nearly full takes a part, and refuses the rest. */
  async #flush() {
    const bytes = Buffer.concat(this.#frames)
    this.#frames = []
    this.#waiting = 0
    for (let written = 0; written < bytes.length; ) written += (await this.#handle.write(bytes, written)).bytesWritten
  }
}

/** Reads where a snapshot's rows lie; throws a DataError when it is not whole. */
export async function readSnapshot(file: string, files: TableFiles, rowsOf: (table: string) => DiskRows, fs?: FileSystem) {
  const number = files.number(file)
  let ended = false
  const { torn } = await readFile(
    file,
    header,
    ({ json, offset, length }) => {
      if (ended) throw incomplete(file)
      if (json === end) ended = true
      else {
        const { table, key } = readLine(json)
        rowsOf(table).found(key, placeOf(number, offset + headLength, length) ?? rowOf(json))
      }
    },
    fs,
  )
  if (!ended || torn) throw incomplete(file)
}

const incomplete = (file: string) =>
  new DataError(`${file} is not whole. It was not changed: move it away, or name another folder with --data.`)
