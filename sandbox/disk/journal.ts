import { readdirSync, statSync, truncateSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Change, Journal, State } from '../../mocks/store.ts'
import type { Row } from '../../mocks/table.ts'
import { AppendFile } from './append.ts'
import { type Place, placeOf, TableFiles } from './files.ts'
import { DataError, frame, type Header, headLength } from './frames.ts'
import { writeLine } from './line.ts'
import { replay } from './replay.ts'
import { DiskRows } from './rows.ts'
import { type DiskState, readSnapshot, writeSnapshot } from './snapshot.ts'

const header: Header = { format: 'pql-sandbox/journal', version: 1 }

export interface JournalOptions {
  /** Whether each change set is flushed to the device, so that it survives a power cut too. */
  fsync?: boolean
  /** Bytes after which the journal is full, or as many as the snapshot has when that is more; 64 MiB unless given. */
  fullAt?: number
  /** Told of what had to be dropped when the data was read. */
  onDamage?: (message: string) => void
}

type Kind = 'tables' | 'journal'

/**
 * The disk behind lowdb's `Low`: `read` gives snapshot plus journals, `write` a new snapshot and an empty journal, `append`
 * adds one change set, a line for each row. Files are numbered by generation; a journal holds what came after its snapshot began.
 */
export class DiskJournal implements Journal {
  /** Called, out of the way of the commit that did it, when the journal has become full. */
  onFull: () => void = () => {}
  readonly #folder: string
  readonly #options: JournalOptions
  readonly #files = new TableFiles()
  #generation = 0
  #snapshotBytes = 0
  #opened: AppendFile | undefined
  #written = new Map<Row, Place | undefined>()
  #writing: Promise<void> = Promise.resolve()

  constructor(folder: string, options: JournalOptions = {}) {
    this.#folder = folder
    this.#options = options
  }

  async read(): Promise<DiskState> {
    await mkdir(this.#folder, { recursive: true })
    const snapshot = this.#generations('tables').at(-1)
    const journals = this.#generations('journal').filter((generation) => generation >= (snapshot ?? 0))
    const state: DiskState = {}
    const rowsOf = (table: string) => (state[table] ??= this.rows())
    if (snapshot !== undefined) await readSnapshot(this.#path('tables', snapshot), this.#files, rowsOf)
    if (snapshot !== undefined) this.#snapshotBytes = statSync(this.#path('tables', snapshot)).size
    for (const generation of journals) await this.#replay(generation, rowsOf, generation === journals.at(-1))
    this.#open(journals.at(-1) ?? snapshot ?? 1)
    return state
  }

  rows(): DiskRows {
    return new DiskRows(this.#files, (row) => this.#written.get(row))
  }

  append(changes: Change[]) {
    const before = this.#current.bytes
    const file = this.#files.number(this.#current.path)
    const lines = changes.map((change, index) => frame(writeLine(change, index === changes.length - 1)))
    this.#current.append(lines.length === 1 ? (lines[0] as Buffer) : Buffer.concat(lines))
    this.#written = new Map()
    let offset = before
    for (const [index, line] of lines.entries()) {
      const row = changes[index]?.[2]
      if (row) this.#written.set(row, placeOf(file, offset + headLength, line.length - headLength - 1))
      offset += line.length
    }
    if (before < this.#fullAt && this.#current.bytes >= this.#fullAt) setImmediate(() => this.onFull())
  }

  /** From here on change sets go to the next generation's journal, while the rows are written beside it. */
  async write(state: State): Promise<void> {
    const before = this.#writing
    const next = (async () => {
      await before.catch(() => {})
      // What this journal is asked to write it has read or made itself.
      await this.#compact(state as DiskState)
    })()
    this.#writing = next
    return next
  }

  /** Waits for a snapshot under way and lets the files go. */
  async close() {
    await this.#writing
    this.#opened?.close()
    this.#files.closeAll()
  }

  /** Growing with the snapshot, so that writing all rows anew costs each change the same, however many rows there are. */
  get #fullAt(): number {
    return Math.max(this.#options.fullAt ?? 64 * 2 ** 20, this.#snapshotBytes)
  }

  /** The journal that change sets go to; there is one once the data has been read. */
  get #current(): AppendFile {
    if (!this.#opened) throw new Error(`${this.#folder} has not been read yet: call read() first.`)
    return this.#opened
  }

  async #compact(state: DiskState) {
    const before = this.#generation
    this.#current.close()
    this.#open(before + 1)
    const snapshot = this.#path('tables', before + 1)
    await writeSnapshot(snapshot, state, this.#files, () => this.#current.flush())
    this.#snapshotBytes = statSync(snapshot).size
    for (const kind of ['tables', 'journal'] as const) {
      for (const generation of this.#generations(kind)) if (generation <= before) await this.#remove(this.#path(kind, generation))
    }
  }

  async #remove(path: string) {
    this.#files.close(path)
    await rm(path)
  }

  async #replay(generation: number, rowsOf: (table: string) => DiskRows, last: boolean) {
    const file = this.#path('journal', generation)
    const whole = await replay(file, header, this.#files.number(file), rowsOf)
    const dropped = statSync(file).size - whole
    if (!dropped) return
    if (!last)
      throw new DataError(
        `${file} breaks off, although another follows it. Nothing was changed: move them away, or name another folder with --data.`,
      )
    truncateSync(file, whole)
    this.#options.onDamage?.(`${file}: dropped ${dropped} bytes of a change set that was not written whole, and so was never acknowledged.`)
  }

  #open(generation: number) {
    this.#generation = generation
    this.#opened = new AppendFile(this.#path('journal', generation), this.#options.fsync)
    if (this.#current.bytes === 0) this.#current.append(frame(JSON.stringify(header)))
  }

  #path(kind: Kind, generation: number): string {
    return join(this.#folder, `${kind}.${generation}.jsonl`)
  }

  #generations(kind: Kind): number[] {
    const form = new RegExp(`^${kind}\\.(\\d+)\\.jsonl$`)
    const numbers = readdirSync(this.#folder).flatMap((name) => form.exec(name)?.[1] ?? [])
    return numbers.map(Number).sort((one, other) => one - other)
  }
}
