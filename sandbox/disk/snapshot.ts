import { type FileHandle, open, rename } from 'node:fs/promises'
import { type Place, placeOf, type TableFiles } from './files.ts'
import { DataError, frame, type Header, headLength, readFile } from './frames.ts'
import { readLine, rowOf, writeLine } from './line.ts'
import type { DiskRows } from './rows.ts'

const header: Header = { format: 'pql-sandbox/tables', version: 1 }
/** Bytes that are written at once; between two pieces the world goes on. */
const piece = 2 ** 20

export type DiskState = Record<string, DiskRows>

interface Copied {
  rows: DiskRows
  key: string | number
  from: Place
  offset: number
  length: number
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
    for (const [table, rows] of Object.entries(state)) {
      for (const [key, place] of rows.places()) {
        const json = typeof place === 'number' ? files.read(place, true) : writeLine([table, key, place], false)
        const { offset, length } = await out.write(json)
        if (typeof place === 'number') copied.push({ rows, key, from: place, offset, length })
      }
    }
    await out.write(JSON.stringify({ end: copied.length }))
    await out.flush()
    await handle.sync()
  } finally {
    await handle.close()
  }
  ready()
  await rename(`${file}.tmp`, file)
  const number = files.number(file)
  for (const { rows, key, from, offset, length } of copied) rows.moved(key, from, placeOf(number, offset, length) as Place)
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

  async write(json: string): Promise<{ offset: number; length: number }> {
    const line = frame(json)
    const place = { offset: this.#offset + headLength, length: line.length - headLength - 1 }
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
