import type { Change } from '../../mocks/core/store/store.ts'
import type { Row } from '../../mocks/core/system/table.ts'
import { AppendFile } from './append.ts'
import { type Place, placeOf, type TableFiles } from './files.ts'
import { type FileSystem, ifPossible } from './filesystem.ts'
import { frame, type Header, headLength } from './frames.ts'
import { writeLine } from './line.ts'

export const journalHeader: Header = { format: 'pql-sandbox/journal', version: 1 }

interface Opening {
  path: string
  files: TableFiles
  fs: FileSystem
  fsync: boolean | undefined
}

/** Opens the journal of a generation, or begins it. Throws the system's error or a WriteError; then nothing is left of a new one. */
export function begin(number: number, opening: Opening): Generation {
  const { path, files, fs, fsync } = opening
  const isNew = !fs.statSync(path, { throwIfNoEntry: false })?.size
  let file: AppendFile | undefined
  try {
    file = new AppendFile(path, { fsync, fs })
    files.number(path)
    if (isNew) file.append(frame(JSON.stringify(journalHeader)))
    return new Generation(number, file, opening)
  } catch (error) {
    file?.close()
    if (isNew) remove(opening)
    throw error
  }
}

/** Removes a journal that nothing was added to, as far as that can be done: an empty one does no harm. */
function remove({ path, files, fs }: Opening) {
  files.close(path)
  ifPossible(() => fs.rmSync(path, { force: true }))
}

/** The journal of one generation, open to be written to and read from. */
export class Generation {
  readonly number: number
  readonly #file: AppendFile
  readonly #opening: Opening

  constructor(number: number, file: AppendFile, opening: Opening) {
    this.number = number
    this.#file = file
    this.#opening = opening
  }

  get bytes(): number {
    return this.#file.bytes
  }

  /** Adds a change set; returns where its rows are. Throws a WriteError when it cannot be kept. */
  append(changes: Change[]): Map<Row, Place | undefined> {
    const lines = changes.map((change, index) => frame(writeLine(change, index === changes.length - 1)))
    let offset = this.bytes
    this.#file.append(lines.length === 1 ? (lines[0] as Buffer) : Buffer.concat(lines))
    const number = this.#opening.files.number(this.#opening.path)
    const places = new Map<Row, Place | undefined>()
    for (const [index, line] of lines.entries()) {
      const row = changes[index]?.[2]
      if (row) places.set(row, placeOf(number, offset + headLength, line.length - headLength - 1))
      offset += line.length
    }
    return places
  }

  check() {
    this.#file.check()
  }

  probe() {
    this.#file.probe()
  }

  /** Removes the rest of a failed write, so that another generation may follow. Throws a WriteError when it cannot. */
  settle() {
    this.#file.settle()
  }

  flush() {
    this.#file.flush()
  }

  close() {
    this.#file.close()
  }

  /** Closes and removes a journal that nothing was added to. */
  discard() {
    this.close()
    remove(this.#opening)
  }
}
