import { type FileHandle, open, rename } from 'node:fs/promises'
import type { Key } from '../../mocks/table.ts'
import { inFile, type Place, placeOf, type TableFiles } from './files.ts'
import { DataError, frame, type Header, headLength, readFile } from './frames.ts'
import { readLine, rowOf, writeLine } from './line.ts'
import type { DiskRows } from './rows.ts'

const header: Header = { format: 'pql-sandbox/tables', version: 1 }
/** Bytes that are written at once; between two pieces the world goes on. */
const piece = 2 ** 20

export type DiskState = Record<string, DiskRows>

/** Which rows of a table were copied from where to where; flat, since there are a million. */
interface Copied {
  rows: DiskRows
  keys: Key[]
  from: Place[]
  /** In the snapshot, which has no number yet. */
  to: Place[]
}

/**
 * Writes all rows to a file, which has its name only once it is whole. Commits go on meanwhile, so a row may be written in a
 * later state than another; the journal that was begun before holds every such change, and replaying it makes them agree.
 * `ready` is called before the file gets its name. From then on rows are read from it.
 */
export async function writeSnapshot(file: string, state: DiskState, files: TableFiles, ready: () => void) {
  const handle = await open(`${file}.tmp`, 'w')
  const copied: Copied[] = []
  try {
    const out = new Output(handle)
    await out.write(JSON.stringify(header))
    for (const [table, rows] of Object.entries(state)) copied.push(await copy(table, rows, files, out))
    await out.write(JSON.stringify({ end: true }))
    await out.flush()
    await handle.sync()
  } finally {
    await handle.close()
  }
  ready()
  await rename(`${file}.tmp`, file)
  const number = files.number(file)
  for (const { rows, keys, from, to } of copied) {
    for (const [index, key] of keys.entries()) rows.moved(key, from[index] as Place, inFile(number, to[index] as Place))
  }
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

/** Gathers frames into pieces. */
class Output {
  readonly #handle: FileHandle
  #frames: Buffer[] = []
  #waiting = 0
  #offset = 0

  constructor(handle: FileHandle) {
    this.#handle = handle
  }

  /** Answers with the place of the JSON; NaN when it is too long for one. */
  async write(json: string): Promise<Place> {
    const line = frame(json)
    const place = placeOf(0, this.#offset + headLength, line.length - headLength - 1) ?? Number.NaN
    this.#frames.push(line)
    this.#waiting += line.length
    this.#offset += line.length
    if (this.#waiting >= piece) await this.flush()
    return place
  }

  async flush() {
    const bytes = Buffer.concat(this.#frames)
    this.#frames = []
    this.#waiting = 0
    await this.#handle.write(bytes)
  }
}

/** Reads where a snapshot's rows lie; throws when it is not whole. */
export async function readSnapshot(file: string, files: TableFiles, rowsOf: (table: string) => DiskRows) {
  const number = files.number(file)
  let whole = false
  const torn = await readFile(file, header, ({ json, offset, length }) => {
    if (json.startsWith('{')) whole = true
    else {
      const { table, key } = readLine(json)
      rowsOf(table).found(key, placeOf(number, offset + headLength, length) ?? rowOf(json))
    }
  })
  if (!whole || torn) throw new DataError(`${file} is not whole. It was not changed: move it away, or name another folder with --data.`)
}
